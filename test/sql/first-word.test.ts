import { firstWord } from '../../src/sql/first-word';

test.each([
  ['-- a comment\n/* and another */ Savepoint $1', 'savepoint'],
  ['select * frm orders', 'select'],
  ['(select 1)', '('],
  ['', undefined],
  ["select 'does not end", undefined],
])('of %j it is %s', async (sql, word) => {
  expect(await firstWord(sql)).toBe(word);
});
