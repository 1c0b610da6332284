import fc from 'fast-check';
import { redact, redactUrl } from '../../src/postgres/redact';

// Nothing that could also stand in the text around it.
const password = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme-ascii' })
  .map((text) => `Zq7${text}`);

test.each([
  ['postgres://me:secret@host:5432/db', 'postgres://me:***@host:5432/db'],
  [
    'postgresql://me:se:cr@t@host/db?sslmode=require',
    'postgresql://me:***@host/db?sslmode=require',
  ],
  ['postgres://me@host/db', 'postgres://me@host/db'],
  ['postgres://host:5432/db', 'postgres://host:5432/db'],
  ['postgres://:secret@host/db', 'postgres://:***@host/db'],
  ['postgres://h/db?user=me&password=secret&x=1', 'postgres://h/db?user=me&password=***&x=1'],
  ['host=h password=secret dbname=d', 'host=h password=*** dbname=d'],
  ["host=h password='a \\' b' dbname=d", 'host=h password=*** dbname=d'],
  ['PGPASSWORD=secret psql', 'PGPASSWORD=*** psql'],
  ["{ user: 'me', password: 'sec ret' }", "{ user: 'me', password: *** }"],
  ['{"password":"sec\\"ret","a":1}', '{"password":***,"a":1}'],
  ['sslpassword=secret', 'sslpassword=***'],
  [
    'see postgres://a:b@c/d and postgres://e:f@g/h',
    'see postgres://a:***@c/d and postgres://e:***@g/h',
  ],
  ['password authentication failed for user "me"', 'password authentication failed for user "me"'],
])('%s is shown as %s', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test('no percent-encoded password stays in a URL', () => {
  fc.assert(
    fc.property(password, (secret) => {
      const encoded = encodeURIComponent(secret);
      const url = redactUrl(`postgres://me:${encoded}@db.example.org:5432/shop?sslmode=require`);
      expect(url).toBe('postgres://me:***@db.example.org:5432/shop?sslmode=require');
    }),
  );
});

test('no password that was not encoded stays either, if the URL is one word', () => {
  fc.assert(
    fc.property(
      password.filter((text) => !/\s/.test(text)),
      (secret) => {
        expect(redactUrl(`cannot reach postgres://me:${secret}@host/db`)).not.toContain(secret);
      },
    ),
  );
});

test('no quoted password stays in a connection string', () => {
  fc.assert(
    fc.property(password, (secret) => {
      const quoted = secret.replace(/[\\']/g, '\\$&');
      expect(redact(`host=h password='${quoted}' dbname=d`)).toBe('host=h password=*** dbname=d');
    }),
  );
});

test('a known password is hidden wherever it stands, plain and encoded', () => {
  fc.assert(
    fc.property(password, (secret) => {
      const text = `a ${secret} b ${encodeURIComponent(secret)} c`;
      expect(redact(text, [secret])).toBe('a *** b *** c');
    }),
  );
});

test('what was redacted stays as it is', () => {
  fc.assert(
    fc.property(password, (secret) => {
      const once = redact(`postgres://me:${encodeURIComponent(secret)}@h/d password=${secret}`);
      expect(redact(once)).toBe(once);
    }),
  );
});
