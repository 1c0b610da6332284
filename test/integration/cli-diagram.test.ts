import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, plancliff, type Ended, type Project } from '../helpers/cli/project';

let project: Project;
beforeAll(() => {
  project = copyProject('notes');
  writeFileSync(
    join(project.path, 'scenarios', 'notes.js'),
    `const { defineScenario, serial, time, weighted } = require('plancliff');
     module.exports = defineScenario({
       schema: \`
         create table notes (id bigint primary key, state text not null, written_at timestamptz not null, code char(8) not null, body text);
         create index notes_code_idx on notes (code);
         create index notes_written_at_idx on notes (written_at);\`,
       driving: 'notes',
       settings: { default_statistics_target: '10' },
       tables: { notes: { columns: { id: serial(), state: weighted({ open: 2, done: 97, lost: 1 }),
         written_at: time({ from: '2024-01-01', to: '2026-01-01', jitterSeconds: 8640000 }),
         code: weighted({ common: 979, some: 20, rare: 1 }) } } },
       queries: {
         since: { sql: 'select * from notes where written_at > $1', cases: { new: ['2025-12-31'] } },
         'by code': { sql: 'select * from notes where code = $1', cases: { rare: ['rare'] } },
         all: { sql: 'select count(*) from notes' },
         'in a state': { sql: 'select * from notes where state = $1 limit $2', cases: { open: ['open', 5] } },
       },
     });`,
  );
});
afterAll(() => project.remove());

const diagram = (...args: string[]): Promise<Ended> =>
  plancliff(project.path, ['diagram', 'notes', ...args, '-q', '--scales', '10k..1m']);
interface Document {
  readonly cells: readonly (readonly string[])[];
  readonly plans: readonly { readonly letter: string; readonly accesses: readonly string[] }[];
  readonly planned: number;
}

it('agrees with the whole grid in 90 % of the cells, from 15 % of them', async () => {
  const [some, all] = await Promise.all([
    diagram('since', '--json'),
    diagram('since', '--json', '--cells', '100%'),
  ]);
  const [few, whole] = [some, all].map(({ stdout }) => JSON.parse(stdout) as Document);
  if (few === undefined || whole === undefined) throw new Error('no document');
  const accessAt = ({ cells, plans }: Document): string[] =>
    cells.flat().map((letter) => plans.find((plan) => plan.letter === letter)?.accesses.join() ?? letter); // prettier-ignore
  const [guessed, truth] = [accessAt(few), accessAt(whole)];
  expect(whole.planned).toBe(truth.length);
  expect(few.planned).toBeLessThanOrEqual(Math.ceil(0.15 * truth.length));
  const right = truth.filter((access, place) => guessed[place] === access).length;
  expect(right / truth.length).toBeGreaterThanOrEqual(0.9);
  // The index serves few rows and not all of them, so the map has a border.
  expect(truth[0]).toBe('Seq Scan (notes)');
  expect(truth.at(-1)).toMatch(/notes_written_at_idx/);
});

it('draws in the terminal and writes SVG', async () => {
  const { stdout, code } = await diagram('in a state', '--svg', 'plans.svg');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^in a state is read in /);
  expect(stdout).toContain('notes.state = $1 keeps');
  expect(readFileSync(join(project.path, 'plans.svg'), 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
});

it('plans with the parameter types of the driver that the config names', async () => {
  const config = join(project.path, 'prisma.config.json');
  writeFileSync(config, JSON.stringify({ driver: 'prisma' }));
  const { stdout } = await diagram('by code', '--json', '--config', 'prisma.config.json');
  const { plans } = JSON.parse(stdout) as Document;
  // char(8) = text compares as text, which no index on char(8) serves.
  expect(plans.flatMap(({ accesses }) => accesses)).toEqual(['Seq Scan (notes)']);
});

it.each([
  [['all'], /no parameter to move/],
  [['sinse'], /no query 'sinse'[^]*Did you mean 'since'/],
  [['since', '--case', 'old'], /no case 'old'/],
  [['since', '--parameter', '2'], /\$2 of the query cannot be moved/],
  [[], /takes a scenario and one of its queries/],
  [['since', '--svg', 'no/such/folder.svg'], /cannot write/],
])('refuses %j', async (args, message) => {
  const { stderr, code } = await diagram(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
