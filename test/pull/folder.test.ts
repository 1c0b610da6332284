import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEarlier } from '../../src/pull/folder/read';
import { writePulled } from '../../src/pull/folder/write';
import type { Pulled } from '../../src/pull/types';

const pulled: Pulled = {
  manifest: { format: 1 } as Pulled['manifest'],
  statistics: { relations: [], extended: [] },
  settings: {},
  activity: {} as Pulled['activity'],
  schema: 'create table t ();\n',
  workload: [],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plancliff-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

test('a pull is read as it was written, for its owner alone', async () => {
  await writePulled(folder, pulled);
  expect(await readEarlier(folder)).toEqual({ pulled });
  for (const name of readdirSync(folder)) expect(statSync(at(name)).mode & 0o777).toBe(0o600);
});

test('a link that waits under the name of a new file is not followed', async () => {
  const victim = at('victim');
  writeFileSync(victim, 'mine');
  for (const name of ['schema.sql.new', 'manifest.json.new']) symlinkSync(victim, at(name));
  await writePulled(folder, pulled);
  expect(readFileSync(victim, 'utf8')).toBe('mine');
  expect(readFileSync(at('schema.sql'), 'utf8')).toBe(pulled.schema);
});

test('a folder without a pull has no earlier one', async () => {
  expect(await readEarlier(folder)).toEqual({});
});

test.each([
  ['statistics.json', '{'],
  ['manifest.json', 'null'],
  ['workload.jsonl', 'nonsense\n'],
])('a pull whose %s is broken is replaced, and says so', async (name, text) => {
  await writePulled(folder, pulled);
  writeFileSync(at(name), text);
  const { unread } = await readEarlier(folder);
  expect(unread).toContain(`${at(name)} cannot be read: `);
});
