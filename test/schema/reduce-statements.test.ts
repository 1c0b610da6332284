import { reduceStatements } from '../../src/schema/reduce-statements';

const schema = [
  'create schema api',
  'create table orders (id int primary key)',
  'create view api.orders as select id from orders',
  'create index on orders (id)',
  'alter table orders add column note text',
  'comment on table orders is $$all$$',
];

test('a view with the name of a table in another schema takes nothing from the table', async () => {
  const known = ({ schema: of, name }: { schema: string | undefined; name: string }) =>
    of === undefined && name === 'orders';
  expect(await reduceStatements(schema, (table) => (known(table) ? false : undefined))).toEqual(
    schema.filter((sql) => !sql.startsWith('create view')),
  );
});

test('what is said of a view goes with it', async () => {
  const statements = ['create materialized view m as select 1 as a', 'create index on m (a)'];
  expect(await reduceStatements(statements, () => undefined)).toEqual([]);
});

test('a name without a schema is asked for with the search path of its statement', async () => {
  const asked: string[] = [];
  await reduceStatements(
    [
      'create table a ()',
      'set search_path = store, public',
      'create index on b (x)',
      'alter table c add foreign key (x) references d',
      'reset search_path',
      'create table e ()',
    ],
    ({ name, path }) => {
      asked.push(`${name} in ${path.join(', ')}`);
      return false;
    },
  );
  expect(asked).toEqual([
    'a in public',
    'b in store, public',
    'c in store, public',
    'd in store, public',
    'e in public',
  ]);
});
