import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PlancliffError } from '../../src/errors';
import { readRecorded } from '../../src/recorded/read';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plancliff-recorded-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}
function errorOf(read: () => unknown): PlancliffError {
  try {
    read();
  } catch (error) {
    if (error instanceof PlancliffError) return error;
  }
  throw new Error('nothing was thrown');
}

describe('readRecorded', () => {
  it('reads a file with the number of each line', () => {
    const file = write(
      'a.jsonl',
      '{"sql":"select 1"}\n\n{"sql":"select $1","parameters":[7],"types":["number"]}\n',
    );
    expect(readRecorded(file, 'a.jsonl')).toEqual([
      { sql: 'select 1', file: 'a.jsonl', line: 1 },
      { sql: 'select $1', parameters: [7], types: ['number'], file: 'a.jsonl', line: 3 },
    ]);
  });

  it('reads the files of a folder in the order of their names', () => {
    mkdirSync(path.join(folder, 'inner.jsonl-not'));
    write('b.jsonl', '{"sql":"select 2"}\n');
    write('a.jsonl', '{"sql":"select 1"}\n');
    write('notes.txt', 'none');
    expect(readRecorded(folder, 'rec').map(({ sql, file }) => [file, sql])).toEqual([
      ['rec/a.jsonl', 'select 1'],
      ['rec/b.jsonl', 'select 2'],
    ]);
  });

  it('leaves out a last line that was cut', () => {
    const file = write('a.jsonl', '{"sql":"select 1"}\n{"sql":"sel');
    expect(readRecorded(file)).toHaveLength(1);
  });

  it.each([
    ['nonsense', /JSON/],
    ['[1]', /`sql` is no text/],
    ['null', /no JSON object/],
    ['{"sql":" "}', /`sql` is no text/],
    ['{"sql":"select 1","parameters":{}}', /`parameters` is no array/],
    ['{"sql":"select 1","types":["number","uuid"]}', /`types` is no array of number, string/],
    ['{"sql":"select 1","at":7}', /`at` is no text/],
  ])('refuses the line %s, with its place', (line, reason) => {
    const error = errorOf(() => readRecorded(write('a.jsonl', `{"sql":"select 1"}\n${line}\n`), 'a.jsonl')); // prettier-ignore
    expect(error.message).toBe('a.jsonl:2: this is no recorded query');
    expect(error.reason).toMatch(reason);
  });

  it.each([
    ['a file that does not exist', () => path.join(folder, 'x.jsonl'), /cannot read recorded/],
    ['a folder without recorded queries', () => folder, /contains no file of recorded queries/],
  ])('refuses %s', (_, file, message) => {
    expect(errorOf(() => readRecorded(file())).message).toMatch(message);
  });
});
