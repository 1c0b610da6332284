import { DatabaseError } from 'pg';
import type { PlancliffError } from '../../src/errors';
import {
  connectFailed,
  isGone,
  queryFailed,
  serverLost,
} from '../../src/postgres/connection-errors';

const place = { host: 'db.example.org', port: 5432, user: 'me', database: 'shop' };

function failed(code: string, message = 'no'): PlancliffError {
  return connectFailed(Object.assign(new Error(message), { code }), place);
}

function fromServer(code: string, message = 'no', severity = 'ERROR'): DatabaseError {
  return Object.assign(new DatabaseError(message, message.length, 'error'), { code, severity });
}

test.each([
  ['ENOTFOUND', 'host db.example.org was not found'],
  ['ECONNREFUSED', 'no PostgreSQL server answers at db.example.org:5432'],
  ['ETIMEDOUT', 'db.example.org:5432 cannot be reached'],
  ['28P01', 'wrong password or user for me at db.example.org:5432'],
  ['28000', 'db.example.org:5432 does not let me in'],
  ['3D000', 'database shop does not exist at db.example.org:5432'],
  ['42501', 'me may not connect to shop at db.example.org:5432'],
  ['53300', 'db.example.org:5432 accepts no more connections'],
  ['57P03', 'db.example.org:5432 is starting or stopping'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate of db.example.org:5432 is not trusted'],
  ['CERT_HAS_EXPIRED', 'the certificate of db.example.org:5432 is not valid today'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate of db.example.org:5432 is for another host'],
  ['XX000', 'cannot connect to db.example.org:5432 as me'],
])('%s on the way to a server is: %s', (code, message) => {
  expect(failed(code, 'its own words')).toMatchObject({
    code: 'connection',
    message,
    reason: 'its own words',
    hint: expect.stringMatching(/\.$/),
  });
});

test('a time limit of the driver and a missing password are told by their words', () => {
  expect(failed('', 'timeout expired').message).toBe('db.example.org:5432 does not answer in time');
  const words = 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string';
  expect(failed('', words).message).toBe(
    'db.example.org:5432 requires a password for me, and none was given',
  );
});

test('all addresses of a host that refused are named', () => {
  const refused = (address: string) => new Error(`connect ECONNREFUSED ${address}`);
  const both = Object.assign(new AggregateError([refused('::1'), refused('127.0.0.1')]), {
    code: 'ECONNREFUSED',
  });
  expect(connectFailed(both, place).reason).toBe(
    'connect ECONNREFUSED ::1; connect ECONNREFUSED 127.0.0.1',
  );
});

test('a secret is hidden even where a server repeats it', () => {
  const error = connectFailed(new Error('bad startup: hunter2'), place, ['hunter2']);
  expect(error.reason).toBe('bad startup: ***');
});

test.each<[string, Error, boolean]>([
  ['an administrator ending the session', fromServer('57P01'), true],
  ['a crash of another session', fromServer('57P02'), true],
  ['a failure of the connection', fromServer('08006'), true],
  ['a statement that ran too long', fromServer('57014'), false],
  ['a parameter whose bytes do not fit its type', fromServer('08P01', 'insufficient data left', 'ERROR'), false], // prettier-ignore
  ['a message that the server does not know', fromServer('08P01', 'invalid message', 'FATAL'), true], // prettier-ignore
  ['a column with a telling name', fromServer('42703', 'column "closed" does not exist'), false],
  ['a closed socket', new Error('Connection terminated unexpectedly'), true],
  ['a broken pipe', Object.assign(new Error('write'), { code: 'EPIPE' }), true],
  ['a bug of ours', new TypeError('bad parameter'), false],
])('%s: the session is gone or not', (_, error, gone) => {
  expect(isGone(error)).toBe(gone);
});

test("an error of a statement stays pg's own", async () => {
  const error = fromServer('42703');
  await expect(queryFailed(error)).resolves.toBe(error);
});

test('a full disk and a lost session are errors of ours, with the reason that is known', async () => {
  await expect(queryFailed(fromServer('53100', 'could not extend file'))).resolves.toMatchObject({
    code: 'disk',
    reason: 'could not extend file',
  });
  const because = () => Promise.resolve('out of memory');
  await expect(queryFailed(fromServer('57P02'), because)).resolves.toMatchObject({
    code: 'server-failed',
    reason: 'out of memory',
  });
});

test('a password that is also the name of the role hides no role', () => {
  const refused = Object.assign(new Error('password authentication failed for user "me"'), {
    code: '28P01',
  });
  expect(connectFailed(refused, place, ['me'])).toMatchObject({
    message: 'wrong password or user for me at db.example.org:5432',
    reason: 'password authentication failed for user "me"',
  });
  expect(connectFailed(refused, place, ['authentication']).reason).toContain('***');
});

test.each([
  ['could not write to file "x": No space left on device', /^Free some space/],
  ['server process was terminated by signal 9', /^Run the command again/],
])('a server that ended because of %j has a hint that fits', (reason, hint) => {
  expect(serverLost(reason, undefined).hint).toMatch(hint);
});

test('what PgBouncer refuses has a hint of its own', () => {
  const options = failed('08P01', 'unsupported startup parameter: options');
  expect(options.message).toBe('db.example.org:5432 is a PgBouncer that takes no options');
  const words = 'transaction blocks not allowed in statement pooling mode';
  expect(serverLost(words, undefined).hint).toContain('transaction or session mode');
});
