import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingInfo } from '../../src/findings/catalogue';
import { findingKinds } from '../../src/findings/kinds';

const root = join(__dirname, '../..');

test.each(findingKinds)('%s has a page that says what it means and what to do', (kind) => {
  const { page, title } = findingInfo[kind];
  expect(existsSync(join(root, page))).toBe(true);
  const text = readFileSync(join(root, page), 'utf8');
  expect(text.startsWith(`# ${kind}: ${title}\n`)).toBe(true);
  for (const heading of [
    '## What it means',
    '## Example',
    '## What to do',
    '## When it is harmless',
  ]) {
    expect(text).toContain(`\n${heading}\n`);
  }
});

test.each(findingKinds)('the page of %s names its default level', (kind) => {
  const { level, graded, page } = findingInfo[kind];
  const text = readFileSync(join(root, page), 'utf8');
  expect(text).toContain(
    `Default level: \`${level}\`${graded ? ', `info` where the measured work follows the result' : ''}.`,
  );
});

test('there is no page without a kind', () => {
  const pages = readdirSync(join(root, 'docs/findings')).filter((name) => name !== 'README.md');
  expect(pages.sort()).toEqual(findingKinds.map((kind) => `${kind}.md`).sort());
});
