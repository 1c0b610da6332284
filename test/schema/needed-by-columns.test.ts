import { columnReferences, neededByColumns } from '../../src/schema/needed-by-columns';

const needed = async (leftOut: readonly string[], statements: readonly string[]) =>
  [
    ...neededByColumns(await columnReferences(statements), ({ name }) => leftOut.includes(name)),
  ].map(({ name }) => name);

test.each([
  'create table topic (id bigint, room_id bigint references room)',
  'create table topic (room_id bigint, foreign key (room_id) references room)',
  'create table topic (like room including all)',
  'create table topic (title text) inherits (room)',
  'create table topic_1 partition of room for values in (1)',
  'alter table topic add column room_id bigint not null constraint c references room deferrable initially deferred',
  'alter table topic add column room_id bigint, add constraint c foreign key (room_id) references room',
  'alter table topic add unique (room_id), add foreign key (room_id) references room',
])('%s needs the table that it refers to', async (sql) => {
  expect(await needed(['room'], [sql])).toEqual(['room']);
  expect(await needed(['room', 'topic', 'topic_1'], [sql])).toEqual([]);
});

test.each([
  'alter table topic add constraint c foreign key (room_id) references room',
  'alter table topic add foreign key (a) references room, add foreign key (b) references room',
  'alter table topic attach partition room for values in (1)',
  'create index on room (id)',
  'create view rooms as select * from room',
])('%s can be left out', async (sql) => {
  expect(await needed(['room'], [sql])).toEqual([]);
});
