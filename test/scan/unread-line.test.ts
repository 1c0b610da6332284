import { unreadLine } from '../../src/scan/unread-line';

test('migrations that are no SQL are counted in one line, and none where there are none', () => {
  expect(unreadLine([])).toEqual([]);
  expect(unreadLine(['2_a.go'])).toEqual([
    '1 migration is not SQL and was not read, first 2_a.go: a dump by pg_dump --schema-only has all',
  ]);
  expect(unreadLine(['2_a.go', '3_b.go'])[0]).toContain('2 migrations are not SQL and were not');
});
