import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/findings/types';
import { checkSnapshot, type SnapshotCheck } from '../../src/snapshot/check';
import { entryKey } from '../../src/snapshot/order';
import type { Snapshot } from '../../src/snapshot/types';
import { finding } from '../helpers/results';
import { entry, snapshot, type Drawn } from '../helpers/entries';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'plancliff-check-'));
});
afterEach(() => rm(cwd, { recursive: true }));

const kept: Drawn = [[1000, 'Index Scan a_idx (o): on x']];
const cliff: Drawn = [
  [1000, 'Index Scan a_idx (o): on x'],
  [5e6, 'Seq Scan (o)'],
];
const earlier: Drawn = [
  [1000, 'Index Scan a_idx (o): on x'],
  [1e6, 'Seq Scan (o)'],
];
const lost = finding('orders', { kind: 'index-lost', at: 5e6 });

function run(current: Snapshot, options: Partial<SnapshotCheck> = {}) {
  return checkSnapshot({
    directory: join(cwd, 'snapshots'),
    cwd,
    current,
    findings: [],
    update: false,
    ci: false,
    partial: false,
    ...options,
  });
}

const orders = (drawn: Drawn): Snapshot => snapshot([entry('orders', drawn)]);
const file = (): string => join(cwd, 'snapshots', 'web-shop.snap');
const told = (findings: readonly Finding[]) =>
  findings.map(({ kind, allowed }) => (allowed === undefined ? kind : `${kind}: ${allowed}`));

describe('a run against its snapshot', () => {
  test('writes a new one, and still says what it found for the first time', async () => {
    const first = await run(orders(cliff), { findings: [lost] });
    expect(first.outcome).toMatchObject({ file: 'snapshots/web-shop.snap', state: 'written' });
    expect(told(first.findings)).toEqual(['index-lost']);
    const second = await run(orders(cliff), { findings: [lost] });
    expect(second.outcome.state).toBe('matched');
    expect(told(second.findings)).toEqual(['index-lost: stands in snapshots/web-shop.snap']);
  });

  test('accepts with -u what it found', async () => {
    const first = await run(orders(cliff), { findings: [lost], update: true });
    expect(told(first.findings)).toEqual(['index-lost: stands in snapshots/web-shop.snap']);
    const worse = await run(orders(earlier), { findings: [lost], update: true });
    expect(worse.outcome).toMatchObject({ state: 'updated', updated: 1 });
    expect(told(worse.findings)).toEqual(['index-lost: stands in snapshots/web-shop.snap']);
  });

  test('fails what got worse, and leaves the file', async () => {
    await run(orders(cliff));
    const before = await readFile(file(), 'utf8');
    const worse = await run(orders(earlier), { findings: [lost] });
    expect(worse.outcome.state).toBe('differs');
    expect(told(worse.findings)).toEqual(['index-lost', 'cliff-moved-earlier']);
    expect(await readFile(file(), 'utf8')).toBe(before);
  });

  test('accepts a cliff that moved later or is nothing new, without -u', async () => {
    await run(orders(earlier));
    const better = await run(orders(cliff), { findings: [lost] });
    expect(told(better.findings)).toEqual([
      'index-lost: stands in snapshots/web-shop.snap',
      'cliff-moved-later',
    ]);
  });

  test('notes a cliff that moved where a full scan is right, and fails the same where it is not', async () => {
    await run(orders(cliff));
    const at = { kind: 'index-lost', at: 1.02e6, index: 'a_idx' } as const;
    const harmless = finding('orders', { ...at, severity: 'info' });
    const severities = async (judged: Finding): Promise<string[]> =>
      (await run(orders(earlier), { findings: [judged] })).findings.map(
        ({ kind, severity, allowed }) =>
          `${kind} ${severity}${allowed === undefined ? '' : ' allowed'}`,
      );
    expect(await severities(harmless)).toEqual([
      'index-lost info allowed',
      'cliff-moved-earlier info',
    ]);
    expect(await severities({ ...harmless, severity: 'error' })).toEqual([
      'index-lost error',
      'cliff-moved-earlier error',
    ]);
    expect(await severities({ ...harmless, at: 3e6 })).toContain('cliff-moved-earlier error');
    expect(await severities({ ...harmless, case: 'rare' })).toContain('cliff-moved-earlier error');
  });

  test('is compared with what was accepted of its own engine', async () => {
    await run(orders(cliff));
    const seeded = snapshot([entry('orders', earlier)], { engine: 'seed' });
    const first = await run(seeded, { findings: [lost] });
    expect(first.outcome).toMatchObject({
      file: 'snapshots/web-shop.seed.snap',
      state: 'written',
    });
    expect(told(first.findings)).toEqual(['index-lost']);
    expect((await run(seeded)).outcome.state).toBe('matched');
    expect((await run(orders(cliff))).outcome.state).toBe('matched');
  });

  test('takes nothing as accepted that was accepted under other conditions', async () => {
    await run(orders(cliff));
    const now = { ...orders(cliff), header: { ...orders(cliff).header, digest: 'sha256:bb' } };
    expect(told((await run(now, { findings: [lost] })).findings)).toEqual([
      'index-lost',
      'incomparable',
    ]);
  });

  test('takes no finding as accepted that the lines of a snapshot do not show', async () => {
    await run(orders(cliff));
    const grows = finding('orders', { kind: 'cost-outgrows' });
    expect(told((await run(orders(cliff), { findings: [grows] })).findings)).toEqual([
      'cost-outgrows',
    ]);
  });

  test('leaves an unreadable file as it is, and says where it is wrong', async () => {
    await run(orders(kept));
    await writeFile(file(), 'plancliff snapshot 1\nscenario  web');
    const { outcome } = await run(orders(kept));
    expect(outcome).toMatchObject({ state: 'unreadable', fails: true });
    expect(outcome.message).toMatch(/^snapshots\/web-shop\.snap:2: the file ends/);
    expect(await readFile(file(), 'utf8')).toBe('plancliff snapshot 1\nscenario  web');
    expect((await run(orders(kept), { update: true })).outcome.state).toBe('updated');
  });

  test('keeps what was accepted of a case that cannot be planned', async () => {
    const both = snapshot([entry('orders', cliff), entry('other', kept)]);
    await run(both);
    const before = await readFile(file(), 'utf8');
    const unknown = new Set([entryKey({ query: 'other', case: 'common', condition: 'fresh' })]);
    const half = snapshot([entry('orders', cliff), entry('other', [[1000, 'Seq Scan (o)']], 1e6)]);
    for (const current of [half, orders(cliff)]) {
      const { outcome } = await run(current, { unknown, update: true });
      expect(outcome).toMatchObject({ state: 'matched', obsolete: [] });
      expect(await readFile(file(), 'utf8')).toBe(before);
    }
  });

  test('in CI writes nothing, and makes no folder', async () => {
    const { outcome } = await run(orders(cliff), { ci: true });
    expect(outcome).toMatchObject({ state: 'missing', added: 1, fails: true });
    await expect(readFile(file())).rejects.toThrow('ENOENT');
  });

  test('beside another run adds to what that one wrote', async () => {
    const runs = ['a', 'b', 'c', 'd'].map((query) =>
      run(snapshot([entry(query, kept)]), { partial: true }),
    );
    expect((await Promise.all(runs)).map(({ outcome }) => outcome.state)).toEqual(
      Array.from({ length: 4 }, () => 'written'),
    );
    const whole = await run(snapshot(['a', 'b', 'c', 'd'].map((query) => entry(query, kept))));
    expect(whole.outcome.state).toBe('matched');
  });
});
