import { readStatements } from '../../src/schema/read-statements';
import { upPart } from '../../src/schema/up-part';

const statementsOf = async (text: string): Promise<readonly string[]> =>
  (await readStatements(upPart(text))).statements.map(({ sql }) => sql.split('\n').at(-1) ?? '');

test.each([
  ['goose', '-- +goose Up', '-- +goose Down'],
  ['sql-migrate', '-- +migrate Up', '-- +migrate Down notransaction'],
  ['dbmate', '-- migrate:up transaction:false', '-- migrate:down'],
  ['node-pg-migrate', '-- Up Migration', '-- Down Migration'],
])('what a file of %s does to go back is left out', async (_, up, down) => {
  const text = `${up}\ncreate table a ();\ncreate table b ();\n\n${down}\ndrop table b;\ndrop table a;\n`;
  expect(await statementsOf(text)).toEqual(['create table a ()', 'create table b ()']);
  expect(await statementsOf(`${down}\ndrop table a;\n${up}\ncreate table a ();\n`)).toEqual([
    'create table a ()',
  ]);
  expect(upPart(text)).toHaveLength(text.length);
});

test('a statement of goose ends where its comment says so', async () => {
  const text =
    '-- +goose Up\n-- +goose StatementBegin\ncreate table a ()\n-- +goose StatementEnd\ncreate table b ();\n';
  expect(await statementsOf(text)).toEqual(['create table a ()', 'create table b ()']);
  const { statements } = await readStatements(upPart(text));
  expect(statements.at(-1)?.line).toBe(5);
});

test('a file that goes one way stays as it is', () => {
  for (const text of [
    'create table a (); -- up\n-- this goes down to the letter\ncreate table down ();\n',
    "select '\n-- nothing to see\n';",
  ])
    expect(upPart(text)).toBe(text);
});
