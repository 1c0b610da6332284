import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { readSources } from '../../src/audit/sources';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'plancliff-sources-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const sql = "select * from cafés where name = 'é'";
const utf16 = Buffer.from(`\ufeff${sql}`, 'utf16le');

const read = (source: string, stdin: readonly Buffer[] = []) =>
  readSources({
    cwd,
    sources: [source],
    scenariosDirectory: 'scenarios',
    query: undefined,
    stdin: Readable.from(stdin),
    top: 200,
  });

test('a file and standard input may be UTF-16, as PowerShell writes them', async () => {
  writeFileSync(join(cwd, 'utf16.sql'), utf16);
  for (const { inputs } of [await read('utf16.sql'), await read('-', [utf16])]) {
    expect(inputs).toMatchObject([{ kind: 'sql', sql }]);
  }
});

test('a file that is no text is named, and so is one in another encoding', async () => {
  writeFileSync(join(cwd, 'dump.sql'), Buffer.from('PGDMP\0'));
  writeFileSync(join(cwd, 'latin1.sql'), Buffer.from(sql, 'latin1'));
  await expect(read('dump.sql')).rejects.toMatchObject({
    message: 'dump.sql is not an SQL file',
    reason: 'it contains binary data',
  });
  await expect(read('latin1.sql')).rejects.toMatchObject({ reason: 'it is not encoded in UTF-8' });
});
