import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadScenarios } from '../../../src/scenario/sources/load';

const cwd = path.resolve(__dirname, '../../fixtures/scenarios');
const load = (directory: string, ...names: string[]) => loadScenarios({ cwd, names, directory });

describe('loadScenarios', () => {
  it('loads TypeScript and CommonJS, with DDL, cases and the place of each query', async () => {
    const { scenarios, failures } = await load('good');
    expect(failures).toEqual([]);
    expect(scenarios.map(({ name, file }) => [name, file])).toEqual([
      ['old-times', 'good/legacy.js'],
      ['users', 'good/users.ts'],
    ]);
    const [, users] = scenarios;
    expect(users).toMatchObject({
      ddl: 'create table users (id bigint primary key, email text not null unique);\n',
      seed: 1,
      clock: '2026-01-01T00:00:00Z',
      conditions: [{ label: 'fresh' }],
    });
    expect(users?.queries.map(({ name, position }) => [name, position])).toEqual([
      ['by email', { file: 'good/users.ts', line: 8, column: 5 }],
      ['newest', { file: 'good/users.ts', line: 13, column: 5 }],
    ]);
    expect(users?.queries.flatMap(({ cases }) => cases)).toEqual([
      { id: 'by email / known', query: 'by email', label: 'known', values: [{ draw: 'common', from: 'users.email' }] }, // prettier-ignore
      { id: 'by email / unknown', query: 'by email', label: 'unknown', values: ['nobody@example.com'] }, // prettier-ignore
      { id: 'newest / default', query: 'newest', label: 'default', values: [] },
    ]);
  });

  it('takes no file for a folder, and no name that cannot be one', async () => {
    await expect(load('good/users.ts')).rejects.toMatchObject({
      message: 'no scenario found',
      reason: 'good/users.ts is a file and no folder',
    });
    await expect(load('good', 'x'.repeat(5_000))).rejects.toThrow(/^no scenario 'x+' in good$/);
  });

  it('takes names and paths', async () => {
    const names = ({ scenarios }: Awaited<ReturnType<typeof load>>) =>
      scenarios.map(({ name }) => name);
    expect(names(await load('good', 'users'))).toEqual(['users']);
    expect(names(await load('good', 'old-times'))).toEqual(['old-times']);
    expect(names(await load('nowhere', './good/users.ts'))).toEqual(['users']);
    expect(names(await load('good', 'good/legacy.js', 'users'))).toEqual(['old-times', 'users']);
  });

  it('does not let a scenario that fails stop the others', async () => {
    const { scenarios, failures } = await load('broken');
    expect(scenarios.map(({ name }) => name)).toEqual(['works']);
    expect(failures.map(({ error }) => [error.message, error.reason, error.hint])).toEqual([
      [
        'broken/missing-package.ts:3: the scenario throws',
        expect.stringContaining("Cannot find module 'kyselly'"),
        'Install it: npm install --save-dev kyselly',
      ],
      [
        'broken/misspelt.js:4: the scenario throws',
        'plancliff.unifrom is not a function',
        "plancliff exports no 'unifrom'. Did you mean 'uniform'?",
      ],
      [
        'broken/no-default.ts: the module has no default export',
        undefined,
        expect.stringContaining('export default defineScenario'),
      ],
      [
        'broken/throws.ts:4: weighted: weight of "open" is -1; must be at least 0',
        undefined,
        undefined,
      ],
      ['broken/typo.ts: querys is unknown', undefined, "Did you mean 'queries'?"],
    ]);
    expect(new Set(failures.map(({ error }) => error.code))).toEqual(new Set(['scenario']));
  });

  it('says of a schema in place of a scenario what a scenario is', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plancliff-load-'));
    try {
      writeFileSync(path.join(folder, 'shop.sql'), 'create table a (b int);\n');
      const { failures } = await loadScenarios({ cwd: folder, names: ['shop.sql'] });
      expect(failures.map(({ error }) => [error.message, error.hint])).toEqual([
        ['shop.sql is SQL, not a scenario', expect.stringContaining('plancliff scan')],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('names only the failures of what was asked for', async () => {
    expect((await load('broken', 'works')).failures).toEqual([]);
    expect((await load('broken', 'typo')).failures).toHaveLength(1);
  });

  it('refuses a second scenario of one name', async () => {
    const { scenarios, failures } = await load('twins');
    expect(scenarios.map(({ file }) => file)).toEqual(['twins/a.ts']);
    expect(failures[0]?.error.message).toBe(
      "twins/b.ts: the name 'twin' is already that of the scenario in twins/a.ts",
    );
  });

  it.each([
    [
      'nowhere',
      [],
      { message: 'no scenario found', reason: 'the folder nowhere does not exist', hint: '`plancliff init` writes a first one.' }, // prettier-ignore
    ],
    ['good', ['user'], { message: "no scenario 'user' in good", hint: "Did you mean 'users'?" }],
    ['good', ['good/no.ts'], { message: 'the scenario file good/no.ts does not exist' }],
  ])('in %s for %j says where it looked', async (directory, names, expected) => {
    await expect(load(directory, ...names)).rejects.toMatchObject({
      code: 'scenario',
      ...expected,
    });
  });

  it('says the line of a syntax error, and reads a file anew each time', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plancliff-load-'));
    const file = path.join(folder, 'one.ts');
    const text = (seed: string) =>
      `export default {\n  schema: 'create table a (b int)', driving: 'a', seed: ${seed},\n` +
      "  tables: { a: { columns: {} } },\n  queries: { all: { sql: 'select 1' } },\n};\n";
    try {
      writeFileSync(file, text('(2]'));
      const broken = await loadScenarios({ cwd: folder, names: [], directory: '.' });
      expect(broken.failures[0]?.error).toMatchObject({ message: 'one.ts:2: syntax error' });
      writeFileSync(file, text('2'));
      const first = await loadScenarios({ cwd: folder, names: [], directory: '.' });
      writeFileSync(file, text('3'));
      const second = await loadScenarios({ cwd: folder, names: [], directory: '.' });
      expect([first.scenarios[0]?.seed, second.scenarios[0]?.seed]).toEqual([2, 3]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
