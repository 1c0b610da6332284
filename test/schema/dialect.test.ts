import { foreignDialect } from '../../src/schema/dialect';

test.each([
  ['create table `users` (`id` int not null)', 'MySQL'],
  ['create table users (id int) ENGINE=InnoDB', 'MySQL'],
  ['create table users (id int)\nGO\n', 'SQL Server'],
  ['create table [dbo].[users] ([id] int identity(1,1))', 'SQL Server'],
  ['create table users (id number(6,0), name varchar2(25 byte))', 'Oracle'],
  ['create table users (id integer primary key autoincrement)', 'SQLite'],
])('%s looks like SQL of another system', (text, system) => {
  expect(foreignDialect(text)).toBe(system);
});

test.each([
  'create table users (id bigint generated always as identity primary key)',
  "comment on table users is 'see `orders`; they go first'",
  'create table parts (number int, engine text, tablespace text) tablespace fast',
])('%s is of PostgreSQL', (text) => {
  expect(foreignDialect(text)).toBeUndefined();
});
