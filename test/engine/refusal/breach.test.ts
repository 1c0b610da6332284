import { breachKind } from '../../../src/engine/refusal/breach';
import type { ServerError } from '../../../src/postgres/server-error';

const refused = (of: Partial<ServerError>): ServerError => ({
  message: 'refused',
  severity: 'ERROR',
  code: 'XX000',
  ...of,
});

it.each<[string, Partial<ServerError>, ReturnType<typeof breachKind>]>([
  ['null in a column', { code: '23502', table: 't', column: 'a' }, 'not-null'],
  ['null in a domain', { code: '23502', dataType: 'd' }, 'domain'],
  ['a key without a parent', { code: '23503', table: 't', constraint: 't_fk' }, 'foreign-key'],
  ['a key that occurs twice', { code: '23505', table: 't', constraint: 't_key' }, 'unique'],
  ['rows that exclude each other', { code: '23P01', constraint: 't_excl' }, 'exclusion'],
  ['a check of a table', { code: '23514', table: 't', constraint: 't_check' }, 'check'],
  ['a check of a domain', { code: '23514', dataType: 'd', constraint: 'd_check' }, 'domain'],
  ['a row without a partition', { code: '23514', table: 't' }, 'no-partition'],
  ['a number out of range', { code: '22003' }, 'value'],
  ['an unknown function', { code: '42883' }, 'value'],
  ['an index entry that is too large', { code: '54000' }, 'value'],
  ['an exception of a function', { code: 'P0001' }, 'value'],
  ['a full disk', { code: '53100' }, undefined],
  ['a cancelled statement', { code: '57014' }, undefined],
  ['a fault of the server', { code: 'XX000' }, undefined],
])('%s', (_, error, kind) => {
  expect(breachKind(refused(error))).toBe(kind);
});
