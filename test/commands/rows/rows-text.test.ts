import { tablesText } from '../../../src/commands/rows/rows-text';
import { displayWidth } from '../../../src/text/wrap';

const values = ['10242438', '23641464', '9887917', '10003173', '10009232'];
const shown = {
  table: 'o',
  rows: 1e9,
  counted: 20_000,
  columns: [
    { name: 'id', type: 'bigint', distinct: 20_000, values: [] },
    { name: 'at', type: 'timestamp with time zone', distinct: 19_998, values: values.map((value) => ({ value, share: 0.0001 })) }, // prettier-ignore
  ],
  shown: [{ row: 1, values: ['1', '2025-01-01 00:00:00+00'] }],
};

const widest = (text: string): number =>
  Math.max(...text.split('\n').map((line) => displayWidth(line.trimEnd())));

test.each([80, 100, 120])('values that do not fit into %d columns are left out', (columns) => {
  const text = tablesText([shown], { color: false, columns });
  expect(widest(text)).toBeLessThanOrEqual(columns);
  expect(text).toMatch(/10242438 0\.01 %, 23641464/);
});

test('the most frequent value is always there', () => {
  const text = tablesText([shown], { color: false, columns: 20 });
  expect(text).toContain('10242438 0.01 %');
  expect(text).not.toContain('23641464');
});
