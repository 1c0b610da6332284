import { compareSnapshot } from '../../../src/snapshot/compare/compare';
import type { SchemaPart } from '../../../src/snapshot/types';
import { entry, snapshot, type Drawn } from '../../helpers/entries';

const index = 'Index Scan Backward orders_created_at_idx (o): filter status';
const seq = 'Seq Scan (o)';
const other = 'Index Scan customers_pkey (c): on id';

function compared(accepted: Drawn, current: Drawn, tolerance?: number) {
  return compareSnapshot(
    snapshot([entry('orders', accepted)]),
    snapshot([entry('orders', current)]),
    tolerance === undefined ? {} : { tolerance },
  );
}

/** Kind, severity and the two row counts of each finding. */
function found(accepted: Drawn, current: Drawn, tolerance?: number) {
  return compared(accepted, current, tolerance).findings.map((finding) => [
    finding.kind,
    finding.severity,
    'accepted' in finding ? finding.accepted : undefined,
    'now' in finding ? finding.now : undefined,
  ]);
}

describe('a cliff', () => {
  test('that stands where it stood is no finding', () => {
    const same: Drawn = [
      [1000, index],
      [41_200_000, seq],
    ];
    expect(compared(same, same)).toMatchObject({ findings: [], comparable: true });
    expect(compared(same, same).matched).toHaveLength(1);
  });

  test('may move by the tolerance, to either side, and no further', () => {
    const at = (rows: number): Drawn => [
      [1000, index],
      [rows, seq],
    ];
    expect(found(at(10_000_000), at(11_000_000))).toEqual([]);
    expect(found(at(11_000_000), at(10_000_000))).toEqual([]);
    expect(found(at(10_000_000), at(11_100_000))).toEqual([
      ['cliff-moved-later', 'info', 10_000_000, 11_100_000],
    ]);
    expect(found(at(11_100_000), at(10_000_000))).toEqual([
      ['cliff-moved-earlier', 'error', 11_100_000, 10_000_000],
    ]);
    expect(found(at(10_000_000), at(11_100_000), 0.2)).toEqual([]);
  });

  test('that is new is an error at its row count, with the name of the index', () => {
    const result = compared(
      [[1000, index]],
      [
        [1000, index],
        [41_200_000, seq],
      ],
    );
    expect(result.findings).toMatchObject([
      {
        kind: 'cliff-appeared',
        severity: 'error',
        at: 41_200_000,
        now: 41_200_000,
        index: 'orders_created_at_idx',
        occurrence: 'o',
        query: 'orders',
        case: 'common',
      },
    ]);
    expect(result.changed).toHaveLength(1);
  });

  test('is new at the first row count if the index is gone altogether', () => {
    expect(found([[1000, index]], [[1000, seq]])).toEqual([
      ['cliff-appeared', 'error', undefined, 1000],
    ]);
    expect(
      found(
        [
          [1000, index],
          [5_000_000, seq],
        ],
        [[1000, seq]],
      ),
    ).toEqual([['cliff-moved-earlier', 'error', 5_000_000, 1000]]);
  });

  test('that is gone is told, and is no failure', () => {
    expect(
      found(
        [
          [1000, index],
          [41_200_000, seq],
        ],
        [[1000, index]],
      ),
    ).toEqual([['cliff-gone', 'info', 41_200_000, undefined]]);
  });

  test('just inside the end of one sweep may lie just beyond that of the other', () => {
    expect(
      found(
        [
          [1000, index],
          [950_000_000, seq],
        ],
        [[1000, index]],
      ),
    ).toEqual([]);
    expect(
      found(
        [[1000, index]],
        [
          [1000, index],
          [950_000_000, seq],
        ],
      ),
    ).toEqual([]);
    expect(
      found(
        [
          [1000, seq],
          [1050, index],
        ],
        [[1000, index]],
      ),
    ).toEqual([]);
  });

  test('is found behind a harmless change', () => {
    const swapped = 'Index Scan orders_status_idx (o): on status';
    expect(
      found(
        [[1000, index]],
        [
          [1000, swapped],
          [50_000, index],
          [41_200_000, seq],
        ],
      ),
    ).toEqual([['cliff-appeared', 'error', undefined, 41_200_000]]);
  });

  test('of one occurrence says nothing of another', () => {
    expect(
      found(
        [
          [1000, other, index],
          [41_200_000, other, seq],
        ],
        [
          [1000, other, index],
          [5_000_000, 'Seq Scan (c)', index],
          [41_200_000, 'Seq Scan (c)', seq],
        ],
      ),
    ).toEqual([['cliff-appeared', 'error', undefined, 5_000_000]]);
  });

  test('that the index comes back from is told with its end, and is less where both cost the same', () => {
    const until = (back: number): Drawn => [
      [1000, index],
      [5_000_000, seq],
      [back, index],
    ];
    const [far] = compared([[1000, index]], until(50_000_000)).findings;
    expect(far).toMatchObject({
      kind: 'cliff-appeared',
      severity: 'error',
      why: 'orders_created_at_idx is not used between 5M and 50M rows; the snapshot keeps orders_created_at_idx up to 1B.',
    });
    expect(compared([[1000, index]], until(9_000_000)).findings).toMatchObject([
      { kind: 'cliff-appeared', severity: 'warning', now: 5_000_000 },
    ]);
  });

  test('names the index that was in use right before it', () => {
    const swapped = 'Index Scan orders_status_idx (o): on status';
    const [fallen] = compared(
      [[1000, index]],
      [
        [1000, swapped],
        [5_000_000, seq],
      ],
    ).findings;
    expect(fallen).toMatchObject({ index: 'orders_status_idx', now: 5_000_000 });
    expect(fallen?.why).toBe(
      'orders_status_idx is not used from 5M rows on; the snapshot keeps orders_created_at_idx up to 1B.',
    );
  });

  test('stands behind an index that was taken out, and the one that stands in for it is named', () => {
    const standIn = 'Index Scan orders_status_idx (o): on status';
    const upTo = (cliff: number): Drawn => [
      [1000, seq],
      [50_000, standIn],
      [cliff, seq],
    ];
    expect(compared([[1000, index]], upTo(41_200_000)).findings).toMatchObject([
      {
        kind: 'cliff-appeared',
        severity: 'error',
        now: 41_200_000,
        index: 'orders_status_idx',
        why: 'orders_status_idx is not used from 41.2M rows on; the snapshot keeps orders_created_at_idx up to 1B.',
      },
    ]);
    expect(compared([[1000, index]], upTo(41_200_000).slice(0, 2)).findings).toMatchObject([
      {
        kind: 'plan-changed',
        severity: 'error',
        index: 'orders_status_idx',
        why: 'orders_status_idx is used from 50k rows on; in the snapshot orders_created_at_idx is from 1k.',
      },
    ]);
  });

  test('after which another index takes over says which', () => {
    const [fallen] = compared(
      [[1000, index]],
      [
        [1000, index],
        [5_000_000, seq],
        [50_000_000, 'Index Scan orders_status_idx (o): on status'],
      ],
    ).findings;
    expect(fallen?.why).toBe(
      'orders_created_at_idx is not used from 5M rows on, and orders_status_idx takes over at 50M; the snapshot keeps orders_created_at_idx up to 1B.',
    );
  });

  test('in a stretch too narrow to matter is none', () => {
    const narrow: Drawn = [
      [1000, index],
      [5_000_000, seq],
      [5_400_000, index],
    ];
    expect(found([[1000, index]], narrow)).toEqual([]);
    expect(found(narrow, [[1000, index]])).toEqual([]);
    const wide: Drawn = [
      [1000, index],
      [5_000_000, seq],
      [8_000_000, index],
    ];
    expect(found([[1000, index]], wide)).toEqual([
      ['cliff-appeared', 'warning', undefined, 5_000_000],
    ]);
  });
});

describe('taking an index up', () => {
  const from = (rows: number): Drawn => [
    [1000, seq],
    [rows, index],
  ];

  test('later is harmless on a small table only', () => {
    expect(found(from(2000), from(8000))).toEqual([['plan-changed', 'info', 2000, 8000]]);
    expect(found(from(2000), from(8_000_000))).toEqual([
      ['plan-changed', 'error', 2000, 8_000_000],
    ]);
  });

  test('earlier, or where none was used, is told', () => {
    expect(found(from(8_000_000), from(2000))).toEqual([['plan-changed', 'info', undefined, 2000]]);
    expect(found([[1000, seq]], [[1000, index]])).toEqual([
      ['plan-changed', 'info', undefined, 1000],
    ]);
  });
});

describe('another access without a cliff', () => {
  test.each([
    ['another index', index, 'Index Scan orders_status_idx (o): on status', 'info'],
    ['another direction', index, 'Index Scan orders_created_at_idx (o): filter status', 'info'],
    [
      'a condition that became a filter',
      'Index Scan a_b_idx (o): on a, b',
      'Index Scan a_b_idx (o): on a; filter b',
      'error',
    ],
    [
      'an index walked in full',
      'Index Scan a_idx (o): on a',
      'Index Scan a_idx (o): filter a',
      'error',
    ],
    ['heap visits', 'Index Only Scan a_idx (o): on a', 'Index Scan a_idx (o): on a', 'warning'],
    [
      'heap visits no more',
      'Index Scan a_idx (o): on a',
      'Index Only Scan a_idx (o): on a',
      'info',
    ],
    [
      'one index of two',
      'Index Scan a_idx + b_idx (o): on a, b',
      'Index Scan a_idx (o): on a; filter b',
      'info',
    ],
    ['another way to read all', seq, 'Sample Scan (o)', 'info'],
  ])('%s', (_, before, after, severity) => {
    expect(
      found(
        [[1000, before]],
        [
          [1000, before],
          [50_000, after],
        ],
      ),
    ).toEqual([['plan-changed', severity, undefined, 50_000]]);
  });

  test('a table that the plan reads in full and did not read at all', () => {
    expect(
      found(
        [[1000, index]],
        [
          [1000, index],
          [50_000, index, 'Seq Scan (c)'],
        ],
      ),
    ).toEqual([['plan-changed', 'warning', undefined, 50_000]]);
    expect(found([[1000, index, seq]], [[1000, index]])).toHaveLength(1);
  });

  test('nothing is found where no relation is read on either side', () => {
    expect(found([[1000]], [[1000]])).toEqual([]);
  });
});

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

describe('cases', () => {
  const [a, b] = [entry('a', [[1000, seq]]), entry('b', [[1000, seq]])];

  test('are new or obsolete', () => {
    const result = compareSnapshot(snapshot([a]), snapshot([b]));
    expect(result).toMatchObject({ findings: [], added: [b], obsolete: [a] });
  });

  test('are not obsolete because a filter or a failure left them out', () => {
    expect(compareSnapshot(snapshot([a, b]), snapshot([b]), { partial: true }).obsolete).toEqual(
      [],
    );
    const unknown = new Set([JSON.stringify(['a', 'common', 'fresh'])]);
    expect(compareSnapshot(snapshot([a, b]), snapshot([b]), { unknown }).obsolete).toEqual([]);
  });
});
