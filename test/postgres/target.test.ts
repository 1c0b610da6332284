import { resolveTarget } from '../../src/postgres/target';

const all = {
  PLANCLIFF_DATABASE_URL: 'postgres://p',
  DATABASE_URL: 'postgres://d',
  PGHOST: 'h',
};

test('the flag comes before every variable', () => {
  expect(resolveTarget(' postgres://f ', all)).toEqual({
    url: 'postgres://f',
    source: '--database-url',
  });
});

test('variables come in their order, and blank ones do not count', () => {
  expect(resolveTarget(undefined, all)?.source).toBe('PLANCLIFF_DATABASE_URL');
  expect(resolveTarget('', { ...all, PLANCLIFF_DATABASE_URL: ' ' })?.source).toBe('DATABASE_URL');
  const staging = ['STAGING_DATABASE_URL'];
  expect(resolveTarget(undefined, { ...all, STAGING_DATABASE_URL: 'x' }, staging)).toEqual({
    url: 'x',
    source: 'STAGING_DATABASE_URL',
  });
});

test('PG* variables count where they name a place', () => {
  expect(resolveTarget(undefined, { PGHOST: 'h', PGPASSWORD: 's' })).toEqual({
    url: 'postgres://',
    source: 'PGHOST',
  });
  expect(resolveTarget(undefined, { PGDATABASE: 'd' })?.source).toBe('PGDATABASE');
  expect(resolveTarget(undefined, { PGUSER: 'u', PGPASSWORD: 's' })).toBeUndefined();
  expect(resolveTarget(undefined, {})).toBeUndefined();
});
