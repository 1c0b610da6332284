import { lastParameter } from '../../../src/sql/last-parameter';

describe('lastParameter', () => {
  it.each([
    ['select 1', 0],
    ['select $1, $12, $2', 12],
    ["select '$3', $1", 1],
    ["select e'\\'$3', $1", 1],
    ['select "$4", $1', 1],
    ['select $1 -- $2\n', 1],
    ['select $1 /* $2 */', 1],
    ['select $$ $2 $$, $f$ $3 $f$, $1', 1],
    ['select a$5, $1::int', 1],
  ])('of %j is %d', (sql, expected) => {
    expect(lastParameter(sql)).toBe(expected);
  });
});
