import { splitStatements } from '../../src/sql/split';

const texts = async (sql: string): Promise<readonly string[]> =>
  (await splitStatements(sql)).map((one) => one.sql);

test('semicolons divide, but not inside quotes, comments or dollar quotes', async () => {
  expect(
    await texts(
      `select ';'; select "a;b" /* ; /* ; */ */ from t; select $x$ ; $x$ -- ;\n; select 4`,
    ),
  ).toEqual([`select ';'`, `select "a;b" /* ; /* ; */ */ from t`, `select $x$ ; $x$`, 'select 4']);
});

test('a statement that does not parse spoils no other', async () => {
  expect(await texts('selec 1; select 2;; ;select 3')).toEqual(['selec 1', 'select 2', 'select 3']);
});

test('lines and offsets point at the first word', async () => {
  const file = `-- größe\nselect 'é';\n\n-- name: RecentOrders :many\n  select 2\nfrom t;\n`;
  const statements = await splitStatements(file);
  expect(statements).toEqual([
    { sql: `select 'é'`, offset: 9, line: 2 },
    { sql: 'select 2\nfrom t', offset: file.indexOf('select 2'), line: 5, name: 'RecentOrders' },
  ]);
});

test.each([
  ['-- name: newest first\nselect 1', 'newest first'],
  ['/* name: newest */ select 1', 'newest'],
  ['-- a name: x\nselect 1', undefined],
  ['select 1 -- name: x', undefined],
])('names come from a comment before the statement: %s', async (sql, name) => {
  expect((await splitStatements(sql))[0]?.name).toBe(name);
});

test('an empty file has no statement', async () => {
  expect([await texts(''), await texts(' -- nothing\n')]).toEqual([[], []]);
});

test('a quote that does not end is an error', async () => {
  await expect(splitStatements(`select 'open; select 2`)).rejects.toMatchObject({
    code: 'usage',
    reason: expect.stringContaining('unterminated'),
  });
});
