import { collectApproximations, foldPartitions } from '../../../src/engine/virtual/approximations';

test('what holds for several partitions is said in one line', () => {
  const text = 'no statistics for the expression in index btree (lower(kind))';
  const months = ['events_01', 'events_02', 'events_03'];
  expect(
    foldPartitions([
      ...months.map((partition) => ({ table: 'events', partition, text })),
      { table: 'events', partition: 'events_03', text: 'another' },
      { table: 'accounts', text },
    ]),
  ).toEqual([`accounts: ${text}`, `events/* (3 partitions): ${text}`, 'events_03: another']);
});

test('what holds for the table holds for its partitions', () => {
  expect(
    foldPartitions([
      { table: 'events', partition: 'events_01', text: 'a' },
      { table: 'events', text: 'a' },
    ]),
  ).toEqual(['events: a']);
});

test('each is said once', () => {
  const collected = collectApproximations();
  for (let lane = 0; lane < 2; lane += 1) collected.add({ table: 'events', text: 'a' });
  expect(collected.lines()).toEqual(['events: a']);
});
