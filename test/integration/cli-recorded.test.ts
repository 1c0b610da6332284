import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject, plancliff, type Ended, type Project } from '../helpers/cli/project';

let project: Project;
beforeEach(() => {
  project = copyProject('notes');
  const lines = [
    { sql: 'select * from notes where author_id = $1', parameters: [7], types: ['number'] },
    { sql: 'select * from notes where author_id = $1', parameters: [8], types: ['number'] },
    { sql: 'select "id" from "notes" where "author_id" % 10 = $1 limit 5', parameters: [3] },
    { sql: 'create table later (id int)', parameters: [] },
    { sql: 'select * from elsewhere', parameters: [] },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(join(project.path, 'recorded.jsonl'), text);
});
afterEach(() => project.remove());

const check = (...args: string[]): Promise<Ended> =>
  plancliff(project.path, ['check', '-q', '--no-trial', '--scales', '10k', '--json', ...args]);
interface Document {
  readonly scenarios: readonly {
    readonly timelines: readonly { readonly query: string; readonly case: string }[];
    readonly snapshot: { readonly state: string };
  }[];
}
const casesOf = (stdout: string) =>
  (JSON.parse(stdout) as Document).scenarios.flatMap(({ timelines }) =>
    timelines.map((timeline) => `${timeline.query.replace(/ [\da-f]{8}$/, '')} / ${timeline.case}`),
  );

it('plans recorded queries alone with --recorded, and leaves snapshots as they are', async () => {
  const { stdout, stderr } = await check('--recorded', 'recorded.jsonl');
  expect(casesOf(stdout)).toEqual(['select notes / 7', 'select notes / 8', 'select notes / 3']);
  expect((JSON.parse(stdout) as Document).scenarios[0]?.snapshot.state).toBe('not-compared');
  expect(stderr).toContain('recorded.jsonl:4: the statement is not planned: CREATE');
  expect(readdirSync(project.path)).not.toContain('snapshots');
});

it('takes values of the data model with --no-values', async () => {
  const { stdout } = await check('--recorded', 'recorded.jsonl', '--no-values');
  expect(casesOf(stdout)).toEqual(['select notes / common', 'select notes / rare']);
  expect(stdout).not.toContain('/ 7');
});

it("plans what a scenario's `recorded` names beside its own queries", async () => {
  const file = join(project.path, 'scenarios', 'notes.js');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace("driving: 'notes',", "driving: 'notes', recorded: '../recorded.jsonl',"),
  );
  const { stdout } = await check();
  expect(casesOf(stdout)).toContain('select notes / 7');
  expect(casesOf(stdout)).toContain('one note / default');
});

it.each([
  [['--recorded', 'none.jsonl'], /cannot read recorded queries from none\.jsonl/],
  [['--no-values'], /--no-values needs --recorded/],
])('refuses %j', async (args, message) => {
  const { stderr, code } = await check(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

it('refuses recorded queries of which none names a table of the scenarios', async () => {
  writeFileSync(join(project.path, 'other.jsonl'), '{"sql":"select 1"}\n');
  const { stderr, code } = await check('--recorded', 'other.jsonl');
  expect(code).toBe(2);
  expect(stderr).toContain('no recorded query names a table of these scenarios');
});
