import { readFileSync } from 'node:fs';
import { formatSnapshot } from '../../src/snapshot/format/format';
import { parseSnapshot } from '../../src/snapshot/format/parse';

test('the example of docs/snapshots.md is a snapshot as it is written today', () => {
  const page = readFileSync('docs/snapshots.md', 'utf8');
  const [block = ''] = /(?:^ {4}.*\n|^\n)*^ {4}end of snapshot\n/m.exec(page) ?? [];
  const example = block.replace(/^\n+/, '').replaceAll(/^ {4}/gm, '');
  expect(example).toMatch(/^plancliff snapshot 2\n/);
  expect(formatSnapshot(parseSnapshot(example))).toBe(example);
});
