import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { otherMigrations } from '../../../src/scenario/sources/other-migrations';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'other-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (...names: readonly string[]): void => {
  for (const name of names) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
};

test('programs whose names start with a number are migrations, in the order in which they run', () => {
  write('m/10_backfill.go', 'm/2_split.ts', 'm/V3__Move.java', 'm/1_init.sql', 'm/deep/4_a.py');
  expect(otherMigrations(folder, ['m'])).toEqual([
    '2_split.ts',
    '4_a.py',
    '10_backfill.go',
    'V3__Move.java',
  ]);
});

test('helpers, tests, declarations and documents are none, nor is anything beside a file that is named', () => {
  write('m/1_init.sql', 'm/helper.go', 'm/index.ts', 'm/2_a_test.go', 'm/2_a.d.ts', 'm/2_a.md');
  write('m/2_a.spec.ts', 'm/__init__.py', 'm/3_b.Designer.cs', 'm/lock.toml');
  expect(otherMigrations(folder, ['m', '-'])).toEqual([]);
  write('m/4_c.rb');
  expect(otherMigrations(folder, ['m/1_init.sql'])).toEqual([]);
});
