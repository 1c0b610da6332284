import Ajv from 'ajv/dist/2020';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../src/reporters/result.schema.json';
import { run } from '../../src/run';
import { parseSnapshot } from '../../src/snapshot/format/parse';
import { eventually } from '../helpers/child-server';
import { fakeProcess } from '../helpers/cli/fake-process';
import { copyProject, plancliff, type Ended, type Project } from '../helpers/cli/project';

jest.setTimeout(180_000);

let project: Project;
/** What the first run of the project writes. */
let accepted: string;

beforeAll(async () => {
  project = notes();
  expect((await check()).code).toBe(0);
  accepted = readFileSync(snapshot(), 'utf8');
  project.remove();
});
beforeEach(() => {
  project = notes();
  mkdirSync(join(project.path, 'snapshots'));
  writeFileSync(snapshot(), accepted);
});
afterEach(() => project.remove());

// Of one row count: what is looked at here does not depend on the search for changes.
const notes = (): Project => copyProject('notes');
const check = (...args: string[]): Promise<Ended> =>
  plancliff(project.path, ['check', '-q', '--no-trial', ...args]);
const snapshot = (): string => join(project.path, 'snapshots', 'notes.snap');
function edit(from: string, to: string): void {
  const file = join(project.path, 'scenarios', 'notes.js');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

describe('plancliff check', () => {
  it('prints one JSON document that fits the schema, and nothing else', async () => {
    edit('create index notes_author_id_idx on notes (author_id);', '');
    const { stdout, stderr, code } = await check('--json', '--ci');
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    expect(validate(JSON.parse(stdout)) ? [] : validate.errors).toEqual([]);
  });

  it('lets findings pass where --fail-on says never', async () => {
    edit('create index notes_author_id_idx on notes (author_id);', '');
    expect((await check('--ci', '--fail-on', 'never')).code).toBe(0);
  });

  it('warns of an allow that covers nothing', async () => {
    edit(
      "sql: 'select * from notes where id = 42'",
      "allow: { kind: 'no-index', reason: 'was small once' }, sql: 'select * from notes where id = 42'",
    );
    const { stderr, code } = await check('--ci');
    expect(code).toBe(0);
    expect(stderr).toContain('the allow for no-index matches no finding');
  });

  it('exits 2 for a query that does not plan, names its line, and judges the others', async () => {
    edit('select * from notes where id = 42', 'select * from notse where id = 42');
    const { stdout, code } = await check('--fail-on', 'never');
    expect(code).toBe(2);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'relation "notse" does not exist at character 15',
    );
    expect(stdout).toContain('scenarios/notes.js:18:5');
    expect(stdout).toContain('2 cases have no error or warning');
    expect(readFileSync(snapshot(), 'utf8')).toBe(accepted);
  });

  it('looks at the queries of a pattern alone, and keeps the rest of the snapshot', async () => {
    const { stdout, code } = await check('--query', 'ONE*', '-u', '--all');
    expect(code).toBe(0);
    expect(stdout).toContain('1 case,');
    expect(readFileSync(snapshot(), 'utf8')).toBe(accepted);
  });

  it('refuses new snapshots where CI is set, unless --no-ci', async () => {
    writeFileSync(
      join(project.path, 'plancliff.config.json'),
      '{ "scales": "10k", "snapshots": "new" }',
    );
    const env = { CI: 'true', NO_COLOR: '1' };
    expect((await plancliff(project.path, ['check', '-q', '--no-trial'], { env })).code).toBe(1);
    expect(readdirSync(project.path)).not.toContain('new');
    expect(
      (await plancliff(project.path, ['check', '-q', '--no-trial', '--no-ci'], { env })).code,
    ).toBe(0);
    expect(readdirSync(join(project.path, 'new'))).toEqual(['notes.snap']);
  });

  it('fails in CI for a snapshot without a scenario, when it looked at all of them', async () => {
    writeFileSync(join(project.path, 'snapshots', 'gone.snap'), accepted);
    const { stdout, code } = await check('--ci');
    expect(code).toBe(1);
    expect(stdout).toContain('gone.snap');
    expect((await check('--ci', 'notes')).code).toBe(0);
  });

  it('takes flags before the config file', async () => {
    const { stdout } = await check('--scales', '1k..5k', '--fail-on', 'never');
    expect(stdout).toContain('1k to 5k rows');
  });
});

describe('a snapshot that cannot be trusted', () => {
  const damage: readonly (readonly [string, (text: string) => string])[] = [
    ['truncated', (text) => text.slice(0, text.length / 2)],
    [
      'of a newer version',
      (text) => text.replace(/^plancliff snapshot \d+/, 'plancliff snapshot 99'),
    ],
    ['edited into nonsense', (text) => text.replace('Index Scan', 'Index Scan\n  ???')],
    ['empty', () => ''],
  ];

  it.each(damage)('%s: exit 2, kept as it is, replaced by -u alone', async (_, spoil) => {
    const bad = spoil(accepted);
    expect(bad).not.toBe(accepted);
    writeFileSync(snapshot(), bad);
    const { stdout, code } = await check();
    expect(code).toBe(2);
    expect(stdout).toContain('notes.snap');
    expect(readFileSync(snapshot(), 'utf8')).toBe(bad);
    expect((await check('-u')).code).toBe(0);
    expect(readFileSync(snapshot(), 'utf8')).toBe(accepted);
  });

  it('stays whole when several runs write it at once', async () => {
    writeFileSync(snapshot(), accepted.replace(/^one note[^]*?\n\n/m, ''));
    const runs = await Promise.all([check(), check('-u')]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(join(project.path, 'snapshots'))).toEqual(['notes.snap']);
    const { entries } = parseSnapshot(readFileSync(snapshot(), 'utf8'), 'notes.snap');
    expect(entries).toHaveLength(3);
  });
});

describe('an interrupted run', () => {
  it.each([
    ['SIGINT', 130, 'at once', /^/],
    ['SIGTERM', 143, 'at its first row counts', / rows: /],
    ['SIGINT', 130, 'while it searches', /(?: rows: [^]*){4}/],
  ] as const)('%s exits %d %s, and writes nothing', async (signal, code, _, moment) => {
    // So fine a search has row counts to visit for many more lines of progress than are waited for.
    const process = fakeProcess({
      args: ['check', '-u', '--no-trial', '--scales', '1k..100b', '--precision', '0.0001'],
      cwd: project.path,
      // Progress is drawn at once, and taken away.
      isTTY: true,
    });
    const running = run(process);
    await eventually(() => moment.test(process.output.stderr), `the output has ${String(moment)}`);
    expect(process.kill(signal)).toBe(true);
    await running;
    expect(process.exitCode).toBe(code);
    expect(process.output.stdout).toBe('');
    // eslint-disable-next-line no-control-regex -- how a line of a terminal is taken away
    expect(process.output.stderr.replaceAll(/\r\u001b\[K[^\r\n]*/g, '')).toBe(
      '\nStopping… press Ctrl-C again to stop immediately.\n',
    );
    expect(process.listeners()).toBe(0);
    expect(readFileSync(snapshot(), 'utf8')).toBe(accepted);
  });
});
