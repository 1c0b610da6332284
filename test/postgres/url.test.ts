import fc from 'fast-check';
import { userInfo } from 'node:os';
import { PlancliffError } from '../../src/errors';
import { describeTarget, parseTarget } from '../../src/postgres/url';
import { thrownBy } from '../helpers/thrown';

const me = userInfo().username;

test.each([
  ['postgres://u:p@h:1234/d', { host: 'h', port: 1234, user: 'u', password: 'p', database: 'd' }],
  ['postgresql://u@h', { host: 'h', port: 5432, user: 'u', database: 'u' }],
  ['postgres://', { host: 'localhost', port: 5432, user: me, database: me }],
  ['postgres:///d', { host: 'localhost', port: 5432, user: me, database: 'd' }],
  [
    'postgres://u:a@b:c@h/d',
    { host: 'h', port: 5432, user: 'u', password: 'a@b:c', database: 'd' },
  ],
  [
    'postgres://u:p%2Fq%23@h/d',
    { host: 'h', port: 5432, user: 'u', password: 'p/q#', database: 'd' },
  ],
  ['postgres://u@[::1]:99/d', { host: '::1', port: 99, user: 'u', database: 'd' }],
  ['postgres://u@%2Frun%2Fpg/d', { host: '/run/pg', port: 5432, user: 'u', database: 'd' }],
  ['postgres:///d?host=/run/pg&user=u', { host: '/run/pg', port: 5432, user: 'u', database: 'd' }],
  [
    'postgres://u@h/d?sslmode=require&password=a+b',
    { host: 'h', port: 5432, user: 'u', database: 'd', sslmode: 'require', password: 'a+b' },
  ],
  ["host=h port=99 user=u password='it''s' dbname=d", undefined],
  [
    "host = h  user=u password='it\\'s a \\\\' dbname=d",
    { host: 'h', port: 5432, user: 'u', password: "it's a \\", database: 'd' },
  ],
])('%s is read as libpq would', (text, target) => {
  if (target === undefined) expect(() => parseTarget(text, {})).toThrow(PlancliffError);
  else expect(parseTarget(text, {})).toEqual(target);
});

test('a process whose user has no name must be given one', () => {
  const nameless = (): string => {
    throw new Error('A system error occurred: uv_os_get_passwd returned ENOENT');
  };
  expect(thrownBy(() => parseTarget('postgres://h/d', {}, nameless))).toMatchObject({
    code: 'usage',
    message: expect.stringMatching(/contains no user, and user ID \d+ has no name here$/),
  });
  expect(parseTarget('postgres://h/d', { PGUSER: 'u' }, nameless)).toMatchObject({ user: 'u' });
});

test('what the string leaves out comes from the PG* variables', () => {
  const env = {
    PGHOST: 'eh',
    PGPORT: '77',
    PGUSER: 'eu',
    PGPASSWORD: 'ep',
    PGDATABASE: 'ed',
    PGSSLMODE: 'disable',
  };
  expect(parseTarget('postgres://', env)).toEqual({
    host: 'eh',
    port: 77,
    user: 'eu',
    password: 'ep',
    database: 'ed',
    sslmode: 'disable',
  });
  expect(parseTarget('postgres://u:p@h:1/d', env)).toMatchObject({ host: 'h', user: 'u', port: 1 });
});

test.each([
  'mysql://u:hunter2@h/d',
  'postgres://u:hunter2#x@h/d',
  'postgres://u:hunter2@h:port/d',
  'postgres://u:hunter2@h:70000/d',
  'postgres://u:hunter2%@h/d',
  'postgres://u:hunter2@a,b/d',
  'hunter2',
  'host=h password=hunter2 oops',
])('%s is refused, without a word of its password', (text) => {
  const attempt = () => parseTarget(text.replace(/^hunter2$/, 'nothing'), {});
  expect(attempt).toThrow(PlancliffError);
  try {
    attempt();
  } catch (error) {
    const { message, reason, hint, stack, cause } = error as PlancliffError;
    expect([message, reason, hint, stack, cause].join('\n')).not.toContain('hunter2');
  }
});

test('any user, password and database come back from their percent-encoded URL', () => {
  const part = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(part, part, part, (user, password, database) => {
      const [u, p, d] = [user, password, database].map(encodeURIComponent);
      expect(parseTarget(`postgres://${u}:${p}@h/${d}`, {})).toMatchObject({
        user,
        password,
        database,
      });
    }),
  );
});

test('any password comes back from a quoted connection string', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (password) => {
      const quoted = password.replace(/[\\']/g, '\\$&');
      expect(parseTarget(`host=h password='${quoted}'`, {})).toMatchObject({ password });
    }),
  );
});

test('a target is shown without its password', () => {
  const shown = (text: string) => describeTarget(parseTarget(text, {}));
  expect(shown('postgres://u:p@h/d')).toBe('u@h:5432/d');
  expect(shown('postgres://u:p@[::1]/d')).toBe('u@[::1]:5432/d');
  expect(shown('postgres://u:p@%2Frun/d')).toBe('u@/run/d');
});
