import { explainGeneric } from '../../src/plan/explain';
import type { Connection } from '../../src/postgres/types';

/** Before 16, by a prepared statement. */
const major = 15;

test.each([
  ['select 1', ['prepare', 'explain', 'deallocate']],
  ['fails', ['prepare']],
])('of %s the prepared statement is removed where there is one', async (sql, expected) => {
  const sent: string[] = [];
  const connection: Connection = {
    query: (text) => {
      sent.push(text.split(' ')[0] ?? '');
      return text.endsWith('fails')
        ? Promise.reject(new Error('it fails'))
        : Promise.resolve({ rows: [], rowCount: 0 });
    },
    end: () => Promise.resolve(),
  };
  const { json, discard } = explainGeneric(connection, sql, 0, major);
  await json.catch(() => undefined);
  await discard();
  expect(sent.filter((word) => word !== 'select')).toEqual(expected);
});
