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
const noInput = (): Promise<Buffer> => Promise.resolve(Buffer.alloc(0));
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
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const bytes = Buffer.from('\ufeffselect 1;', encoding);
      const read = await readSchemaFiles(folder, ['-'], () => Promise.resolve(bytes));
      expect(read).toEqual([{ name: 'standard input', text: 'select 1;' }]);
    }
  });

  test('refuse an archive and nothing at all on standard input, and any source twice', async () => {
    const archive = (): Promise<Buffer> => Promise.resolve(Buffer.from('PGDMP\u0001'));
    const read = (sources: readonly string[], input = noInput): Promise<unknown> =>
      readSchemaFiles(folder, sources, input);
    await expect(read(['-'], archive)).rejects.toMatchObject({
      message: 'standard input is not an SQL file',
      hint: expect.stringContaining('pg_restore --schema-only') as unknown,
    });
    await expect(read(['-'])).rejects.toThrow('no SQL in standard input');
    await expect(read(['-', '-'])).rejects.toThrow('standard input is given twice');
    await expect(read(['a.sql', 'a.sql'])).rejects.toThrow('a.sql is given twice');
  });

  test.each([
    ['a name that is too long', () => undefined, 'x'.repeat(5_000), 'could not be read'],
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
