import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('docs/contributing.md', 'utf8');
const { src } = jest.requireActual<{ src: readonly string[] }>('../../lint/folder-order');

/** Code of the first cell of each row, below a heading. */
const firstCells = (heading: string): string[] => {
  const [section = ''] = (page.split(`## ${heading}\n`)[1] ?? '').split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)); // prettier-ignore
};

test('the page lists the folders of src in their order', () => {
  const listed = firstCells('Folders').map((entry) => entry.replace(/\/$|\.ts$/, ''));
  const shared = ['package-info', 'findings/kinds', 'scenario/position', 'model/draw'];
  expect([...listed].sort()).toEqual(src.filter((entry) => !shared.includes(entry)).sort());
  const places = listed.filter((entry) => entry !== 'run' && entry !== 'bin');
  expect(places).toEqual(src.filter((entry) => places.includes(entry)));
});

test('the files that a change touches exist', () => {
  const [, table = ''] = page.split('## What a new one touches');
  const paths = [...table.matchAll(/`([a-z/-]+\/[a-z/.-]*)`/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(12);
  const missing = paths.filter(
    (path) => !existsSync(path) && !['src', 'src/findings', 'src/model'].some((under) => existsSync(`${under}/${path}`)), // prettier-ignore
  );
  expect(missing).toEqual([]);
});
