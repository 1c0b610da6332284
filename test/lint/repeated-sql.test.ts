import { repeatedQueries } from '../helpers/repeated-queries';

/** A question of the catalogs that two files ask has one reader in postgres/catalog, or a fragment there. */
test('no two files have the same part of a query on the catalogs', () => {
  expect(repeatedQueries()).toEqual([]);
});
