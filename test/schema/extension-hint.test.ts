import { extensionHint } from '../../src/schema/extension-hint';

it.each([
  ['postgis', 'package postgresql-18-postgis-3 of apt.postgresql.org'],
  ['constructor', 'Use a PostgreSQL installation that has constructor: '],
])('says where %s comes from', (name, expected) => {
  expect(extensionHint(name, { kind: 'embedded', major: 18 })).toContain(expected);
});
