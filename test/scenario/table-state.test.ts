import { analyzedRows, isStale, staleText, stateOf } from '../../src/scenario/table-state';

test.each([
  [undefined, 1000, 1000, 'fresh'],
  [10, 1000, 100, 'those of a table 10 times smaller'],
  [1.5, 100, 67, 'those of a table 1.5 times smaller'],
  [10, 3, 1, 'those of a table 10 times smaller'],
  [{ rows: '50k' }, 1_000_000, 950_000, 'without the newest 50k rows'],
  [{ rows: 5000 }, 1000, 1, 'without the newest 5k rows'],
  [{ at: '1m' }, 5_000_000, 1_000_000, 'those of a table of 1M rows'],
  [{ at: '1m' }, 1000, 1000, 'those of a table of 1M rows'],
])('stale %j: of %d rows ANALYZE saw %d', (stale, rows, analyzed, text) => {
  const state = stale === undefined ? {} : { stale };
  expect(analyzedRows(state, rows)).toBe(analyzed);
  expect(staleText(state)).toBe(text);
});

test('what a condition says of a table goes before what it says of all', () => {
  const condition = {
    label: 'busy',
    bloat: 0.2,
    notVisible: 0.1,
    tables: { job: { bloat: 0.5, stale: 5 } },
  };
  expect(stateOf(condition, 'job')).toMatchObject({ bloat: 0.5, notVisible: 0.1, stale: 5 });
  expect(stateOf(condition, 'user')).toMatchObject({ bloat: 0.2, notVisible: 0.1 });
  expect(stateOf(condition, 'user').stale).toBeUndefined();
  expect(isStale(condition)).toBe(true);
  expect(isStale({ label: 'bloated', bloat: 0.5, tables: { job: { bloat: 0.1 } } })).toBe(false);
});
