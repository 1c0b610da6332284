import { indexMicros } from '../../../src/trial/sizes/index-micros';
import type { CatalogColumn } from '../../../src/postgres/catalog/types';

const column = (name: string, typeName: string): CatalogColumn => ({
  name,
  type: typeName,
  typeName,
  notNull: false,
  hasDefault: false,
  identity: '',
  generated: false,
});
const table = {
  columns: [
    column('id', 'int8'),
    column('tags', '_int4'),
    column('Body', 'text'),
    column('d', 'jsonb'),
  ],
};
const widths: Readonly<Record<string, number>> = { tags: 144, Body: 291, d: 211 };
const micros = (method: string, ...columns: readonly string[]): number =>
  indexMicros({ method, columns }, table, (name) => widths[name]);

// Microseconds a row that bench/index-builds.ts measured.
test.each([
  ['btree', ['id'], 0.5],
  ['brin', ['id'], 0.33],
  ['gin', ['tags'], 16],
  ['gin', ['d'], 18],
  ['gin', [`to_tsvector('english'::regconfig, "Body")`], 140],
] as const)(
  '%s on %s is within a factor of two of what was measured',
  (method, columns, measured) => {
    const ratio = micros(method, ...columns) / measured;
    expect(Math.max(ratio, 1 / ratio)).toBeLessThanOrEqual(2);
  },
);

test('several columns add up, and a width that is not known counts as a usual one', () => {
  expect(micros('gin', 'tags', 'd')).toBeCloseTo(micros('gin', 'tags') + micros('gin', 'd') - 1);
  expect(indexMicros({ method: 'gin', columns: ['d'] }, table, () => undefined)).toBeGreaterThan(5);
  expect(micros('rum', 'd')).toBeGreaterThan(micros('btree', 'd'));
});
