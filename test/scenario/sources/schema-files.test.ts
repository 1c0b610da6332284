import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSchemaFiles } from '../../../src/scenario/sources/schema-files';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string | Buffer): void => {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
};
const noInput = (): Promise<string> => Promise.resolve('');
const names = async (...sources: string[]): Promise<readonly string[]> =>
  (await readSchemaFiles(folder, sources, noInput)).map(({ name }) => name);

describe('files of a schema', () => {
  test('of a folder come in the order of their numbers, without those that undo', async () => {
    for (const name of ['V10__a.sql', 'V2__b.sql', 'U2__b.sql', '3_c.down.sql', 'notes.md'])
      write(`m/${name}`, 'select 1;');
    expect(await names('m')).toEqual(['m/V2__b.sql', 'm/V10__a.sql']);
  });

  test('of Prisma lie a folder deeper', async () => {
    write('migrations/20240102_b/migration.sql', 'select 1;');
    write('migrations/20240101_a/migration.sql', 'select 1;');
    expect(await names('migrations')).toEqual([
      'migrations/20240101_a/migration.sql',
      'migrations/20240102_b/migration.sql',
    ]);
  });

  test('may come from standard input, and start with a byte order mark', async () => {
    const read = await readSchemaFiles(folder, ['-'], () => Promise.resolve('\ufeffselect 1;'));
    expect(read).toEqual([{ name: 'standard input', text: 'select 1;' }]);
  });

  test.each([
    ['a missing file', () => undefined, 'gone.sql', 'gone.sql does not exist'],
    ['an empty file', () => write('gone.sql', ' \n'), 'gone.sql', 'no SQL in gone.sql'],
    ['a folder without SQL', () => write('m/a.rb', 'x'), 'm', 'the folder m contains no .sql file'],
    [
      'a dump in the custom format',
      () => write('a.dump', Buffer.from('PGDMP\u0001\u000e')),
      'a.dump',
      'a.dump is not an SQL file',
    ],
    [
      'a picture',
      () => write('a.sql', Buffer.from([137, 80, 0, 0])),
      'a.sql',
      'is not an SQL file',
    ],
  ])('refuse %s', async (_, prepare, source, message) => {
    prepare();
    await expect(readSchemaFiles(folder, [source], noInput)).rejects.toThrow(message);
  });
});
