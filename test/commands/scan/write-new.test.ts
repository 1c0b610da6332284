import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeNew } from '../../../src/commands/scan/write-new';
import { thrownBy } from '../../helpers/thrown';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'write-new-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (...names: string[]): string => path.join(folder, ...names);

test('writes all files, and their folder', () => {
  writeNew([
    { file: at('new', 'a.sql'), text: 'a' },
    { file: at('new', 'a.ts'), text: 'b' },
  ]);
  expect(readFileSync(at('new', 'a.ts'), 'utf8')).toBe('b');
});

test('leaves none behind where one exists', () => {
  writeFileSync(at('a.ts'), 'mine');
  const error = thrownBy(() =>
    writeNew([
      { file: at('a.sql'), text: 'a' },
      { file: at('a.ts'), text: 'b' },
    ]),
  );
  expect(error.message).toBe(`${at('a.ts')} could not be written`);
  expect(error.hint).toBe('A scan overwrites nothing: remove the file, or name another.');
  expect(existsSync(at('a.sql'))).toBe(false);
  expect(readFileSync(at('a.ts'), 'utf8')).toBe('mine');
});

test.each([
  ['a file in the place of the folder', () => writeFileSync(at('there'), '')],
  ['a file above the folder', () => writeFileSync(at('there'), '')],
])('does not ask to remove the file where %s stands', (_, stand) => {
  stand();
  for (const file of [at('there', 'a.ts'), at('there', 'below', 'a.ts')]) {
    const error = thrownBy(() => writeNew([{ file, text: '' }]));
    expect(error.hint).toBe(
      `Name a file in another folder: nothing can be written to ${path.dirname(file)}.`,
    );
  }
});

test('asks for another file where a folder has the name', () => {
  mkdirSync(at('a.ts'));
  expect(thrownBy(() => writeNew([{ file: at('a.ts'), text: '' }])).hint).toContain('name another');
});
