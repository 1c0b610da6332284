import { setTimeout as sleep } from 'node:timers/promises';
import { undoing } from '../../src/audit/savepoint';
import type { Connection } from '../../src/postgres/types';

function recording(): { readonly sent: string[]; readonly connection: Connection } {
  const sent: string[] = [];
  const query = (text: string): Promise<never> => {
    sent.push(text);
    return text === 'fail'
      ? Promise.reject(new Error(text))
      : Promise.resolve({ rows: [] } as never);
  };
  return { sent, connection: { query, end: () => Promise.resolve() } };
}

const rollback = 'rollback to savepoint plancliff';

test('statements that leave locks alone share a rollback, which comes by itself', async () => {
  const { sent, connection } = recording();
  const undo = await undoing(connection);
  for (const text of ['a', 'b']) await undo.soon(() => undo.connection.query(text));
  expect(sent).toEqual(['savepoint plancliff', 'a', 'b']);
  await sleep(120);
  expect(sent).toEqual(['savepoint plancliff', 'a', 'b', rollback]);
});

test('a failure, a statement that takes long and what leaves settings are undone at once', async () => {
  const { sent, connection } = recording();
  const undo = await undoing(connection);
  await undo.soon(() => undo.connection.query('a'));
  await expect(undo.soon(() => undo.connection.query('fail'))).rejects.toThrow();
  await undo.soon(() => sleep(60));
  await undo.soon(() => undo.connection.query('b'));
  await undo.now(async () => {
    await undo.connection.query('set');
    // No rollback of an earlier statement may come between the two.
    await sleep(120);
    await undo.connection.query('c');
  });
  expect(sent.slice(1)).toEqual(['a', 'fail', rollback, rollback, 'b', 'set', 'c', rollback]);
});
