import { causeOfDeath, databaseName } from '../../../src/postgres/embedded/embedded-server';

test.each([
  ['', 'the server was killed: its log does not mention an end'],
  [
    'LOG:  starting\nLOG:  database system is ready to accept connections\n',
    'the server was killed: its log does not mention an end',
  ],
  ['LOG:  database system is shut down\n', 'database system is shut down'],
  [
    'LOG:  starting\nLOG:  server process (PID 7) was terminated by signal 9: Killed\nDETAIL:  x\nLOG:  end\n',
    'server process (PID 7) was terminated by signal 9: Killed',
  ],
  ['LOG:  a\nPANIC:  could not write\nLOG:  b\n', 'could not write'],
])('the log %j tells the cause %p', (log, cause) => {
  expect(causeOfDeath(log)).toBe(cause);
});

test('a database is named after its label, within 63 bytes', () => {
  expect(databaseName('Web shop/2', 3)).toBe('plancliff_web_shop_2_3');
  expect(databaseName('é'.repeat(80), 12)).toMatch(/^plancliff_.{1,40}_12$/);
});
