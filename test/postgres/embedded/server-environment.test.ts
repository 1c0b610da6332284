import { serverEnvironment } from '../../../src/postgres/embedded/server-environment';

test('the server learns where libraries are, and none of our secrets or settings', () => {
  const env = {
    PATH: '/bin',
    LD_LIBRARY_PATH: '/opt/lib',
    HOME: '/root',
    LC_ALL: 'de_DE.UTF-8',
    TZ: 'Europe/Berlin',
    PGOPTIONS: '-c jit=on',
    DATABASE_URL: 'postgres://me:secret@host/db',
    GITHUB_TOKEN: 'secret',
  };
  expect(serverEnvironment(env)).toEqual({
    PATH: '/bin',
    LD_LIBRARY_PATH: '/opt/lib',
    LC_ALL: 'C',
    TZ: 'UTC',
    COPYFILE_DISABLE: '1',
  });
});
