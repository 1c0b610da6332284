import { existsSync, readFileSync } from 'node:fs';
import { checkHelp } from '../../src/commands/check/help';
import { commands } from '../../src/commands/commands';
import { mainHelp } from '../../src/commands/main-help';
import { engineNames } from '../../src/engine/engines';
import { reporterNames } from '../../src/reporters/registry';

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

/** The rows of the table of what a new one touches: its name, and the paths of either side from the repository's root. */
const touched = (page.split('## What a new one touches')[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| new') && !line.startsWith('| ---'))
  .map((line) => {
    const [, name = '', own = '', outside = ''] = line.split('|').map((cell) => cell.trim());
    const [folder = '', ...files] = pathsIn(own);
    return { name, own: files.map((file) => `src/${folder}${file}`), outside: pathsIn(outside).map(fromRoot) }; // prettier-ignore
  });

/** Code that is a path; a placeholder stands for one that exists. */
function pathsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)]
    .map(([, code = '']) => code.replace('<kind>', 'no-index').replace('<name>', 'check'))
    .filter((code) => /\/|\.(ts|js|json|md)$/.test(code));
}

function fromRoot(path: string): string {
  return existsSync(path) ? path : `src/${path}`;
}

test('the table says what a new one of each kind touches', () => {
  expect(touched.map(({ name }) => name)).toEqual([
    'distribution',
    'finding kind',
    'reporter',
    'command',
    'source of scenarios',
    'engine',
  ]);
});

test.each(touched)(
  'the files that a new $name touches exist, at most three outside its folder',
  ({ own, outside }) => {
    expect(own.length).toBeGreaterThan(1);
    expect([...own, ...outside].filter((path) => !existsSync(path))).toEqual([]);
    expect(outside.length).toBeLessThanOrEqual(3);
  },
);

test('the help and the schema name every command, reporter and engine', () => {
  const missing = [
    ...commands.filter(({ name }) => !new RegExp(`^  ${name}\\b`, 'm').test(mainHelp)),
    ...[...reporterNames, ...engineNames].filter(
      (name) => !new RegExp(`\\b${name}\\b`).test(checkHelp),
    ),
  ];
  expect(missing).toEqual([]);
  const schema = readFileSync('src/reporters/result.schema.json', 'utf8');
  expect(schema.replaceAll(/\s+/g, ' ')).toContain(`"engine": { "enum": ${JSON.stringify(engineNames).replaceAll(',', ', ')}`); // prettier-ignore
});
