import { refuseUnknownTables } from '../../../src/generate/model/given-tables';

const tables = ['orders', 'customers'];

test.each([
  ['--rows', { rows: new Map([['ordres', 5]]) }, "Did you mean 'orders'?"],
  ['--ratio', { ratios: new Map([['zz', 0.5]]) }, 'Known: orders, customers.'],
])('%s of a table that the schema does not have', (flag, given, hint) => {
  const [name] = Object.values(given).flatMap((each) => [...each.keys()]);
  expect(() => refuseUnknownTables(given, tables)).toThrow(
    expect.objectContaining<object>({ code: 'usage', message: `${flag}: the schema has no table '${name}'`, hint }) as Error, // prettier-ignore
  );
});

test('rows of tables of the schema', () => {
  const given = { rows: new Map([['orders', 5]]), ratios: new Map([['customers', 0.5]]) };
  expect(() => refuseUnknownTables(given, tables)).not.toThrow();
  expect(() => refuseUnknownTables({}, [])).not.toThrow();
});
