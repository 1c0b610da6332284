import { fixed, mixture, constant, reference, serial } from '../../src/definitions';
import { neededTables } from '../../src/scan/reduce-model';

test('a table that one class of a column refers to is needed', () => {
  const { person } = mixture({
    known: { columns: { person: reference('people') } },
    unknown: { columns: { person: constant(null) } },
  });
  const table = (name: string, columns: object) => ({ name, rows: fixed(10), columns, notes: [] });
  const model = {
    driving: 'orders',
    tables: [
      table('orders', { id: serial(), person }),
      table('people', { id: serial() }),
      table('logs', { id: serial() }),
    ],
  } as unknown as Parameters<typeof neededTables>[0];
  expect([...neededTables(model, ['orders'])]).toEqual(['orders', 'people']);
});
