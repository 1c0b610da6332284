import { compareSnapshot } from '../../../src/snapshot/compare/compare';
import type { SchemaPart } from '../../../src/snapshot/types';
import { entry, snapshot, type Drawn } from '../../helpers/entries';
import { index, seq } from './compared';

describe('other conditions', () => {
  const drawn: Drawn = [
    [1000, index],
    [41_200_000, seq],
  ];
  const accepted = snapshot([entry('orders', drawn)]);

  test.each([
    ['server', { major: 17 }, 'PostgreSQL 17, in the snapshot 18'],
    ['engine', { engine: 'seed' as const }, 'the seed engine, in the snapshot virtual'],
    ['setting', { settings: { work_mem: '64MB' } }, 'work_mem 64MB, in the snapshot by default'],
    [
      'range of sizes',
      { scales: { from: 2e9, to: 3e9 } },
      'row counts 2B to 3B, in the snapshot 1k to 1B',
    ],
  ])('another %s is never a pass', (_, parts, differs) => {
    const result = compareSnapshot(accepted, snapshot([entry('orders', drawn)], parts));
    expect(result.comparable).toBe(false);
    expect(result.findings).toMatchObject([
      { kind: 'incomparable', severity: 'error', query: '', case: '', differs: [differs] },
    ]);
  });

  test('plans of two majors are not compared, those under two settings are', () => {
    const kinds = (parts: Parameters<typeof snapshot>[1]) =>
      compareSnapshot(accepted, snapshot([entry('orders', [[1000, seq]])], parts)).findings.map(
        ({ kind }) => kind,
      );
    expect(kinds({ major: 17 })).toEqual(['incomparable']);
    expect(kinds({ settings: { work_mem: '64MB' } })).toEqual([
      'incomparable',
      'cliff-moved-earlier',
    ]);
  });

  test('of row counts or major, said on the command line: the run looks without comparing', () => {
    for (const parts of [{ scales: { from: 1000, to: 1e8 } }, { major: 17 }]) {
      const current = snapshot([entry('orders', [[1000, seq]], 1e8)], parts);
      expect(compareSnapshot(accepted, current, { adHoc: true })).toMatchObject({
        findings: [],
        skipped: [expect.stringContaining('in the snapshot')],
        mergeable: false,
        matched: [],
        changed: [],
      });
      expect(compareSnapshot(accepted, current).findings).not.toEqual([]);
    }
    const same = compareSnapshot(accepted, snapshot([entry('orders', [[1000, seq]])]), {
      adHoc: true,
    });
    expect(same).toMatchObject({ skipped: [], findings: [{ kind: 'cliff-moved-earlier' }] });
  });

  test('sweeps of other lengths are compared where they overlap, and that is a note', () => {
    const shorter = (drawnTo: Drawn) =>
      compareSnapshot(
        accepted,
        snapshot([entry('orders', drawnTo, 1e8)], { scales: { from: 1000, to: 1e8 } }),
      );
    expect(shorter(drawn)).toMatchObject({
      findings: [],
      comparable: true,
      mergeable: false,
      notes: [
        'compared where both looked: row counts 1k to 100M, in the snapshot 1k to 1B: no plan changed',
      ],
    });
    expect(shorter([[1000, index]]).findings).toMatchObject([{ kind: 'cliff-gone' }]);
  });

  test('a sweep of one scale is compared there', () => {
    const one = (access: string) =>
      snapshot([entry('orders', [[10_000, access]], 10_000)], {
        scales: { from: 10_000, to: 10_000 },
      });
    expect(compareSnapshot(one(index), one(index)).findings).toEqual([]);
    expect(compareSnapshot(one(index), one(seq)).findings).toMatchObject([
      { kind: 'cliff-appeared', now: 10_000 },
    ]);
  });

  test('a case that was not swept as far as the rest is not taken for equal', () => {
    const result = compareSnapshot(accepted, snapshot([entry('orders', [[1000, index]], 1e6)]));
    expect(result.findings).toMatchObject([
      { kind: 'incomparable', query: 'orders', differs: ['row counts 1k to 1M only'] },
    ]);
  });

  test('another statement or value is a note where the tables are read as before', () => {
    const sql = { ...entry('orders', drawn), sql: 'select 2', parameters: ['1'] };
    const values = { ...entry('orders', drawn), parameters: ['1'] };
    expect(compareSnapshot(accepted, snapshot([sql]))).toMatchObject({
      findings: [],
      notes: ['the SQL of orders / common changed: no plan changed'],
    });
    expect(compareSnapshot(accepted, snapshot([values])).notes).toEqual([
      'the parameters of orders / common changed: no plan changed',
    ]);
    // Drawn values follow the data model.
    expect(compareSnapshot(accepted, snapshot([values], { digest: 'b' })).notes).toEqual([
      'the schema or the data model changed: no plan changed',
    ]);
  });

  test('another statement is the reason of another plan', () => {
    const changed = { ...entry('orders', [[1000, seq]]), sql: 'select 2' };
    expect(compareSnapshot(accepted, snapshot([changed])).findings).toMatchObject([
      {
        kind: 'cliff-moved-earlier',
        why: expect.stringMatching(/ The SQL of the query changed\.$/) as string,
      },
    ]);
  });
});

describe('another schema', () => {
  const on = (name: string, text: string): SchemaPart => ({
    kind: 'index',
    name,
    on: 'bookings',
    text,
  });
  const table: SchemaPart = { kind: 'table', name: 'bookings', text: 'id bigint, show_id bigint' };
  const byShow = on('bookings_show_id_idx', '(show_id)');
  const pkey = on('bookings_pkey', 'unique (id)');
  const noted: SchemaPart = { ...table, text: `${table.text}, note text null` };
  const shows: SchemaPart = { kind: 'table', name: 'shows', text: 'id bigint' };
  const header = { schema: [table, pkey, byShow, shows] };
  const scan = 'Index Scan bookings_show_id_idx (b): on show_id';
  const before = snapshot(
    ['list', 'count', 'sum'].map((query) => entry(query, [[1000, scan]])),
    header,
  );
  const run = (access: string, schema: readonly SchemaPart[], digest = 'edited') =>
    compareSnapshot(
      before,
      snapshot(
        ['list', 'count', 'sum'].map((query) => entry(query, [[1000, access]])),
        { schema, digest },
      ),
      { tables: () => new Map([['b', 'bookings']]) },
    );

  test('is a note while all plans are equal', () => {
    expect(run(scan, [noted, pkey, byShow, shows])).toMatchObject({
      findings: [],
      comparable: true,
      mergeable: true,
      notes: ['table bookings now has note text null: no plan changed'],
    });
    // A comment, say.
    expect(run(scan, header.schema)).toMatchObject({
      findings: [],
      notes: [expect.stringMatching(/^the text of the schema changed, .*: no plan changed$/)],
    });
  });

  test('is the reason of what changed', () => {
    const { findings, notes } = run('Seq Scan (b)', [noted, pkey, shows]);
    expect(notes).toEqual([
      'bookings_show_id_idx is gone from the schema; 3 queries now read bookings in full',
      'table bookings now has note text null: no plan changed by that',
    ]);
    expect(findings).toHaveLength(3);
    for (const { kind, severity, why } of findings) {
      expect({ kind, severity }).toEqual({ kind: 'cliff-appeared', severity: 'error' });
      expect(why).toMatch(/ bookings_show_id_idx is gone from the schema\.$/);
    }
  });

  test('is no reason where it does not concern the query', () => {
    const moreShows: SchemaPart = { ...shows, text: 'id bigint, title text' };
    const { findings, notes } = run('Seq Scan (b)', [table, pkey, byShow, moreShows]);
    expect(findings[0]?.why).not.toContain('shows');
    expect(notes).toEqual(['table shows now has title text: no plan changed by that']);
  });

  test('is no change where the digests agree', () => {
    expect(run(scan, [noted], 'sha256:aa').notes).toEqual([]);
  });

  test('of a snapshot that does not list it can only be said to have changed', () => {
    const old = snapshot([entry('list', [[1000, scan]])]);
    const now = snapshot([entry('list', [[1000, 'Seq Scan (b)']])], {
      ...header,
      digest: 'edited',
    });
    expect(compareSnapshot(old, now).notes).toEqual([
      'the schema or the data model changed; 1 query now reads a table in full',
    ]);
  });
});
