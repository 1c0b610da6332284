import { tableInMessage } from '../../src/scan/table-in-message';

test.each([
  ['tables.x.columns.y is missing', ['x', 'columns', 'y'], 'x'],
  ['scan: tables.a.b.columns.y is missing', ['a', 'a.b', 'b'], 'a.b'],
  ['tables.tables.columns.columns: no', ['tables', 'columns'], 'tables'],
  ['orders.total: too large', ['orders', 'order'], 'orders'],
  ['nothing of these', ['x'], undefined],
])('%s', (message, names, table) => {
  expect(tableInMessage(message, names, '.')).toBe(table);
});
