import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findingKinds } from '../../src/findings/kinds';
import type { Finding } from '../../src/findings/types';
import { checkSnapshot, type SnapshotCheck } from '../../src/snapshot/check';
import { formatSnapshot } from '../../src/snapshot/format/format';
import { entryKey } from '../../src/snapshot/entry-order';
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
const kinds = (findings: readonly Finding[]) =>
  findings.map(({ kind, allowed }) => (allowed === undefined ? kind : `${kind}: ${allowed}`));

describe('a run against its snapshot', () => {
  test.each(findingKinds.filter((kind) => kind !== 'unplannable'))(
    'a first run accepts no %s, and neither does the second; -u does',
    async (kind) => {
      const found = [finding('orders', { kind, at: 5e6 })];
      const first = await run(orders(cliff), { findings: found });
      expect(first.outcome).toMatchObject({ state: 'written', accepted: 0 });
      expect(kinds(first.findings)).toEqual([kind]);
      const second = await run(orders(cliff), { findings: found, ci: true });
      expect(second.outcome).toMatchObject({ state: 'matched', fails: false });
      expect(kinds(second.findings)).toEqual([kind]);
      expect(await readFile(file(), 'utf8')).not.toContain('accepted');

      const updated = await run(orders(cliff), { findings: found, update: true });
      expect(updated.outcome).toMatchObject({ state: 'updated', updated: 1, accepted: 1 });
      expect(kinds(updated.findings)).toEqual([`${kind}: accepted in snapshots/web-shop.snap`]);
      expect(await readFile(file(), 'utf8')).toContain(`  accepted  error ${kind} at 5M\n`);
      const after = await run(orders(cliff), { findings: found, ci: true });
      expect(kinds(after.findings)).toEqual([`${kind}: accepted in snapshots/web-shop.snap`]);
    },
  );

  test('a note needs no acceptance, and what an allow covers is not accepted twice', async () => {
    const note = finding('orders', { kind: 'parallel-starts', severity: 'info' });
    const allowed = finding('orders', { kind: 'no-index', allowed: 'a nightly job' });
    const { outcome, findings } = await run(orders(cliff), {
      findings: [note, allowed],
      update: true,
    });
    expect(outcome.accepted).toBe(0);
    expect(kinds(findings)).toEqual(['parallel-starts', 'no-index: a nightly job']);
    expect(await readFile(file(), 'utf8')).not.toContain('  accepted  ');
  });

  test('what is accepted stays so where it moves a little or becomes less, and not where it gets worse', async () => {
    const grows = finding('orders', { kind: 'work-outgrows-result', severity: 'warning', at: 1e6 });
    await run(orders(cliff), { findings: [grows], update: true });
    const again = async (parts: Partial<Finding>) =>
      kinds((await run(orders(cliff), { findings: [{ ...grows, ...parts } as Finding] })).findings);
    const accepted = ['work-outgrows-result: accepted in snapshots/web-shop.snap'];
    expect(await again({ at: 1e6 / 1.09 })).toEqual(accepted);
    expect(await again({ at: 2e6 })).toEqual(accepted);
    expect(await again({ at: 5e5 })).toEqual(['work-outgrows-result']);
    expect(await again({ severity: 'error' })).toEqual(['work-outgrows-result']);
    expect(await again({ case: 'rare' })).toEqual(['work-outgrows-result']);
    expect(await again({ occurrence: 'o/public.orders' })).toEqual(['work-outgrows-result']);
  });

  test('-u keeps the line of a finding that moved a little, and drops that of one that is gone', async () => {
    await run(orders(cliff), { findings: [lost], update: true });
    const before = await readFile(file(), 'utf8');
    const near = { ...lost, at: 5.2e6 };
    expect((await run(orders(cliff), { findings: [near], update: true })).outcome.state).toBe(
      'matched',
    );
    expect(await readFile(file(), 'utf8')).toBe(before);

    const gone = await run(orders(cliff));
    expect(gone.outcome).toMatchObject({
      state: 'matched',
      fails: false,
      notes: ['accepted and no longer found (-u removes it): orders / common: index-lost at 5M'],
    });
    expect(await readFile(file(), 'utf8')).toBe(before);
    await run(orders(cliff), { update: true });
    expect(await readFile(file(), 'utf8')).not.toContain('accepted');
  });

  test('a snapshot of version 1 is read, says that nothing is accepted, and -u writes it anew', async () => {
    const old = formatSnapshot({ ...orders(cliff), version: 1 });
    await mkdir(join(cwd, 'snapshots'));
    await writeFile(file(), old);
    const first = await run(orders(cliff), { findings: [lost] });
    expect(first.outcome).toMatchObject({
      state: 'matched',
      notes: [expect.stringMatching(/^an earlier version wrote it, .*: -u rewrites it$/)],
    });
    expect(kinds(first.findings)).toEqual(['index-lost']);
    expect(await readFile(file(), 'utf8')).toBe(old);
    const updated = await run(orders(cliff), { findings: [lost], update: true });
    expect(updated.outcome).toMatchObject({ state: 'updated', accepted: 1 });
    expect(await readFile(file(), 'utf8')).toMatch(/^plancliff snapshot 2\n/);
  });

  test('fails what got worse, and leaves the file', async () => {
    await run(orders(cliff));
    const before = await readFile(file(), 'utf8');
    const worse = await run(orders(earlier), { findings: [lost] });
    expect(worse.outcome.state).toBe('differs');
    expect(kinds(worse.findings)).toEqual(['index-lost', 'cliff-moved-earlier']);
    expect(await readFile(file(), 'utf8')).toBe(before);
  });

  test('keeps what was accepted where a cliff moved later, without -u', async () => {
    await run(orders(earlier), { findings: [{ ...lost, at: 1e6 }], update: true });
    const better = await run(orders(cliff), { findings: [lost] });
    expect(kinds(better.findings)).toEqual([
      'index-lost: accepted in snapshots/web-shop.snap',
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
    expect(await severities(harmless)).toEqual(['index-lost info', 'cliff-moved-earlier info']);
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
    expect(kinds(first.findings)).toEqual(['index-lost']);
    expect((await run(seeded)).outcome.state).toBe('matched');
    expect((await run(orders(cliff))).outcome.state).toBe('matched');
  });

  test('takes nothing as accepted that was accepted on another major or under other settings', async () => {
    await run(orders(cliff), { findings: [lost], update: true });
    for (const parts of [{ major: 17 }, { settings: { work_mem: '64MB' } }]) {
      const now = snapshot([entry('orders', cliff)], parts);
      expect(kinds((await run(now, { findings: [lost] })).findings)).toEqual([
        'index-lost',
        'incomparable',
      ]);
    }
  });

  test('an edited schema fails nothing while the plans are equal, and keeps what is accepted', async () => {
    await run(orders(cliff), { findings: [lost], update: true });
    const before = await readFile(file(), 'utf8');
    const now = snapshot([entry('orders', cliff)], { digest: 'sha256:bb' });
    for (const ci of [true, false]) {
      const { outcome, findings } = await run(now, { findings: [lost], ci });
      expect(outcome).toMatchObject({
        state: 'matched',
        fails: false,
        notes: ['the schema or the data model changed: no plan changed'],
      });
      expect(kinds(findings)).toEqual(['index-lost: accepted in snapshots/web-shop.snap']);
      expect(await readFile(file(), 'utf8')).toBe(before);
    }
    const updated = await run(now, { findings: [lost], update: true });
    expect(updated.outcome).toMatchObject({ state: 'updated', updated: 0, accepted: 0, notes: [] });
    expect((await run(now)).outcome.state).toBe('matched');
    expect(await readFile(file(), 'utf8')).toContain('sha256:bb');
  });

  test('at other row counts of the command line looks without comparing or writing', async () => {
    await run(orders(cliff), { findings: [lost], update: true });
    const before = await readFile(file(), 'utf8');
    const short = snapshot([entry('orders', cliff, 1e8)], { scales: { from: 1000, to: 1e8 } });
    for (const ci of [true, false]) {
      const { outcome, findings } = await run(short, { findings: [lost], adHoc: true, ci });
      expect(outcome).toMatchObject({
        state: 'not-compared',
        fails: false,
        message: 'this run has row counts 1k to 100M, in the snapshot 1k to 1B',
      });
      // Nothing but the run itself decides: neither a comparison nor what the snapshot accepts.
      expect(kinds(findings)).toEqual(['index-lost']);
    }
    expect(await readFile(file(), 'utf8')).toBe(before);
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

  test.each([
    ['read', {}, 'unreadable'],
    ['written', { update: true }, 'unwritten'],
  ])('reports its findings where the file cannot be %s', async (_, flags, state) => {
    await writeFile(join(cwd, 'snapshots'), 'a file, not a folder');
    const { outcome, findings } = await run(orders(cliff), { findings: [lost], ...flags });
    expect(outcome).toMatchObject({
      file: 'snapshots/web-shop.snap',
      state,
      fails: true,
      added: 0,
      accepted: 0,
      message: 'snapshots is a file, and the snapshots need a folder there',
      hint: expect.stringContaining('Move the file snapshots away'),
    });
    // Nothing is accepted by a file that does not exist.
    expect(kinds(findings)).toEqual(['index-lost']);
  });

  test.each([
    [{}, 'unreadable'],
    [{ update: true }, 'unwritten'],
  ])('names a folder in the place of the file, with %j', async (flags, state) => {
    await mkdir(file(), { recursive: true });
    const { outcome } = await run(orders(cliff), flags);
    expect(outcome).toMatchObject({
      state,
      message: 'snapshots/web-shop.snap is a folder',
      hint: 'Move the folder snapshots/web-shop.snap away',
    });
  });

  test('of a folder that cannot be written to compares, and says what it could not write', async () => {
    await run(orders(cliff), { findings: [lost], update: true });
    // The temporary file of a snapshot with so long a name has a name that is too long.
    const scenario = 's'.repeat(230);
    const named = (drawn: Drawn): Snapshot => ({ ...orders(drawn), scenario });
    await writeFile(
      join(cwd, 'snapshots', `${scenario}.snap`),
      formatSnapshot({ ...named(cliff), header: orders(cliff).header }),
    );
    const { outcome, findings } = await run(named(earlier), { update: true, findings: [lost] });
    expect(outcome).toMatchObject({
      state: 'unwritten',
      fails: true,
      message: expect.stringContaining('ENAMETOOLONG'),
    });
    expect(kinds(findings)).toEqual(['index-lost', 'cliff-moved-earlier']);
  });
});

describe('a run without a trial', () => {
  const unmeasured = new Set([entryKey(entry('orders', cliff))]);
  const measured = finding('orders', { kind: 'work-outgrows-result', at: 10_000 });
  // What the planner's estimates make of the same plan.
  const guessed = finding('orders', { kind: 'no-index', at: 1000, severity: 'error' });
  const accept = () => run(orders(cliff), { findings: [measured], update: true });

  test('leaves what was accepted of a measured case, and says so', async () => {
    await accept();
    const { findings, outcome } = await run(orders(cliff), {
      findings: [guessed],
      ci: true,
      unmeasured,
    });
    expect(kinds(findings)).toEqual([
      'no-index: not measured in this run, and accepted in snapshots/web-shop.snap',
    ]);
    expect(outcome).toMatchObject({ state: 'matched', fails: false, unmeasured: 1, notes: [] });
  });

  test('still reports other plans, cases of which nothing was accepted, and what no trial decides', async () => {
    await accept();
    const moved = await run(orders(earlier), { findings: [guessed], unmeasured });
    expect(kinds(moved.findings)).toEqual(['no-index', 'cliff-moved-earlier']);
    const broken = finding('orders', { kind: 'expectation-broken' });
    expect(kinds((await run(orders(cliff), { findings: [broken], unmeasured })).findings)).toEqual([
      'expectation-broken',
    ]);
    await rm(file());
    await run(orders(cliff), { findings: [guessed], unmeasured });
    expect(kinds((await run(orders(cliff), { findings: [guessed], unmeasured })).findings)).toEqual(
      ['no-index'],
    );
  });

  test.each([
    ['first written', {}],
    ['accepted', { update: true }],
  ])('does not accuse what a trial acquitted when the snapshot was %s', async (_, flags) => {
    await run(orders(cliff), { findings: [], estimates: [guessed], ...flags });
    const before = await readFile(file(), 'utf8');
    expect(before).toContain('acquitted error no-index at 1k');
    for (const flag of [{ ci: true }, { update: true }]) {
      const { findings, outcome } = await run(orders(cliff), {
        findings: [guessed],
        unmeasured,
        ...flag,
      });
      expect(kinds(findings)).toEqual([
        'no-index: not measured in this run, and acquitted by a trial in snapshots/web-shop.snap',
      ]);
      expect(outcome).toMatchObject({ state: 'matched', fails: false, unmeasured: 0 });
    }
    expect(await readFile(file(), 'utf8')).toBe(before);
  });

  test('accuses by estimates where a trial does as severely, or has another open finding, or where the plans are others', async () => {
    const estimates = [guessed];
    for (const findings of [[guessed], [measured]]) {
      await run(orders(cliff), { findings, estimates });
      expect(await readFile(file(), 'utf8')).not.toContain('acquitted');
      expect(
        kinds((await run(orders(cliff), { findings: [guessed], unmeasured })).findings),
      ).toEqual(['no-index']);
      await rm(file());
    }
    await run(orders(cliff), { findings: [], estimates });
    const moved = await run(orders(earlier), { findings: [guessed], unmeasured });
    expect(kinds(moved.findings)).toEqual(['no-index', 'cliff-moved-earlier']);
  });

  test('finds acquitted what a trial makes a lesser finding of, which -u has not accepted', async () => {
    const lesser = { ...guessed, severity: 'info' } as const;
    await run(orders(cliff), { findings: [lesser], estimates: [guessed] });
    expect(await readFile(file(), 'utf8')).toContain('acquitted error no-index at 1k');
  });

  test('with -u puts no estimate in the place of what was measured', async () => {
    await accept();
    const before = await readFile(file(), 'utf8');
    await run(orders(cliff), { findings: [guessed], update: true, unmeasured });
    expect(await readFile(file(), 'utf8')).toBe(before);
    expect(kinds((await run(orders(cliff), { findings: [measured] })).findings)).toEqual([
      'work-outgrows-result: accepted in snapshots/web-shop.snap',
    ]);
  });
});
