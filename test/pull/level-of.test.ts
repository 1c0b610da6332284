import { isNearStep, levelOf } from '../../src/pull/level-of';

/** Pages and levels as CREATE INDEX left them on PostgreSQL 18 (pg_class.relpages, bt_metap), key bytes 8. */
it.each([
  [1, 0],
  [2, 0],
  [30, 1],
  [276, 1],
  [2745, 2],
  [27_422, 2],
])('a b-tree of %i pages has its root at level %i', (pages, level) => {
  expect(levelOf(pages, 8)).toBe(level);
});

it('asks for a plan only where the length of the keys decides', () => {
  expect(isNearStep(30, 8)).toBe(false);
  expect(isNearStep(276, 8)).toBe(true);
  expect(isNearStep(5_000, 8)).toBe(false);
});
