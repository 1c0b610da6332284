import { sqlText } from '../../src/schema/sql-text';

const ddl = 'create table größe (id int)';

it.each([
  ['UTF-8', Buffer.from(ddl)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${ddl}`)],
  ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${ddl}`, 'utf16le')],
  ['UTF-16 with the bytes in the other order', Buffer.from(`\ufeff${ddl}`, 'utf16le').swap16()],
])('reads %s', (_, bytes) => {
  expect(sqlText(bytes)).toBe(ddl);
});

it.each([
  ['a custom-format dump', Buffer.from('PGDMP\u0001'), 'it contains binary data'],
  ['a picture', Buffer.from([137, 80, 0, 0]), 'it contains binary data'],
  ['Latin-1', Buffer.from(ddl, 'latin1'), 'it is not encoded in UTF-8'],
])('refuses %s', (_, bytes, reason) => {
  expect(sqlText(bytes)).toMatchObject({ reason });
});
