import fc from 'fast-check';
import { pinClock, pinnedSchema, pinnedText } from '../../src/sql/pin-clock';

test.each([
  ['select now()', 'select plancliff_clock."now"()'],
  ['select Now ( )', 'select plancliff_clock."now" ( )'],
  ['select pg_catalog.now()', 'select plancliff_clock."now"()'],
  ['select current_date - 3', 'select plancliff_clock."current_date"() - 3'],
  ['select CURRENT_TIMESTAMP(0)', 'select plancliff_clock."current_timestamp"(0)'],
  [
    'select localtime, localtimestamp',
    'select plancliff_clock."localtime"(), plancliff_clock."localtimestamp"()',
  ],
  ['select transaction_timestamp()', 'select plancliff_clock."transaction_timestamp"()'],
  [`select 'é', now()`, `select 'é', plancliff_clock."now"()`],
  [
    'with x as (select now()) select * from x where a > now()',
    'with x as (select plancliff_clock."now"()) select * from x where a > plancliff_clock."now"()',
  ],
])('%s', async (sql, pinned) => {
  expect(await pinClock(sql, 'plancliff_clock')).toBe(pinned);
});

test.each([
  `select 'now()' -- current_date`,
  'select app.now(), t.now, "current_date" from t',
  'select clock_timestamp(), timeofday()',
  'select 1',
  'selec now()',
])('%s stays', async (sql) => {
  expect(await pinClock(sql, 'plancliff_clock')).toBe(sql);
});

test('a position in the pinned text leads back to what was written', async () => {
  const sql = 'select now(), a from t where b < current_date and nosuch = 1';
  const pinned = await pinnedText(sql, 'plancliff_clock');
  const back = (word: string): string => {
    const at = pinned.original(pinned.sql.indexOf(word) + 1);
    return sql.slice(at - 1, at - 1 + word.length);
  };
  for (const word of ['select', 'a from', 'where', 'and nosuch', 'nosuch = 1'])
    expect(back(word)).toBe(word);
  // A complaint about the stand-in is one about the word it stands for.
  expect(pinned.original(pinned.sql.indexOf('plancliff_clock') + 5)).toBe(sql.indexOf('now') + 1);
});

test('every character that was not replaced is found again', async () => {
  const piece = fc.constantFrom(
    'now()',
    'current_date',
    'a',
    `'x'`,
    'localtimestamp(2)',
    '1',
    'now ()',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
      const sql = `select ${pieces.join(', ')} from t`;
      const pinned = await pinnedText(sql, 'plancliff_clock');
      [...pinned.sql].forEach((character, i) => {
        if (character === ',') expect(sql.charAt(pinned.original(i + 1) - 1)).toBe(',');
      });
      expect(pinned.original(pinned.sql.length)).toBe(sql.length);
    }),
    { numRuns: 50 },
  );
});

test('of a schema, views, tables made by a query and defaults take the clock, and nothing else', async () => {
  const ddl = `
    create table t (
      a timestamptz default now(), b date default current_date - 1, check (a <= now() + interval '1 day')
    );
    create index on t (a) where a > now();
    alter table t add column c timestamp default localtimestamp, alter column b set default current_date;
    create view v as select * from t where a > now();
    create materialized view m as select now() as made;
    create function f() returns timestamptz language sql stable as 'select now()';
    create function g() returns timestamptz language sql stable return now();`;
  const { sql, original } = await pinnedSchema(ddl, 'plancliff_clock');
  expect(sql).toBe(
    ddl
      .replace('default now()', 'default plancliff_clock."now"()')
      .replaceAll('default current_date', 'default plancliff_clock."current_date"()')
      .replace('default localtimestamp', 'default plancliff_clock."localtimestamp"()')
      .replace('from t where a > now()', 'from t where a > plancliff_clock."now"()')
      .replace('select now() as made', 'select plancliff_clock."now"() as made'),
  );
  expect(original(sql.indexOf('returns timestamptz') + 1)).toBe(
    ddl.indexOf('returns timestamptz') + 1,
  );
});

test('a schema that does not parse is left to the server', async () => {
  const ddl = 'create view v as select now() frm t';
  expect((await pinnedSchema(ddl, 'plancliff_clock')).sql).toBe(ddl);
});
