import { existsSync } from 'node:fs';
import { startTestServer } from '../helpers/server';

test('a server starts, makes databases, and is gone with its folder after close', async () => {
  const server = await startTestServer();
  const database = await server.open('create table t (id int)');
  const { rows } = await database.connection.query('select current_setting($1) as port', [
    'listen_addresses',
  ]);
  expect(rows).toEqual([{ port: '' }]);
  await database.end();
  await server.close();
  expect(existsSync(server.dataDirectory ?? '')).toBe(false);
});

test('a connection that is left open fails the test', async () => {
  const server = await startTestServer();
  const database = await server.createDatabase('leak');
  await database.connect();
  await expect(server.close()).rejects.toThrow(/Left open:\nplancliff_leak_1: idle/);
});
