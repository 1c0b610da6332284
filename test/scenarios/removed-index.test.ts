import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { plancliff, type Ended } from '../helpers/cli/project';

jest.setTimeout(300_000);

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'plancliff-bundled-'));
  mkdirSync(join(project, 'scenarios'));
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function copy(scenario: string): void {
  for (const extension of ['ts', 'sql']) {
    const file = `${scenario}.${extension}`;
    // Without the bounds of expectations, which lie beyond these scales.
    const text = readFileSync(resolve('scenarios', file), 'utf8').replaceAll(/, upTo: '\w+'/g, '');
    writeFileSync(join(project, 'scenarios', file), text);
  }
}

/** Takes one statement out of the schema. */
function removeFromSchema(scenario: string, statement: string): void {
  const file = join(project, 'scenarios', `${scenario}.sql`);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(statement);
  writeFileSync(file, text.replace(statement, ''));
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('an index that a bundled scenario needs', () => {
  test.each([
    {
      scenario: 'web-shop',
      query: 'newest orders',
      index: 'orders_placed_at_idx',
      scales: '10k',
      statement: 'create index orders_placed_at_idx on orders (placed_at);',
    },
    {
      scenario: 'saas',
      query: 'open tasks of a person',
      index: 'tasks_open_assignee_idx',
      scales: '10k',
      statement:
        "create index tasks_open_assignee_idx on tasks (assignee_id) where deleted_at is null and state <> 'done';",
    },
    {
      scenario: 'event-log',
      query: 'heartbeats of an hour',
      index: 'heartbeats_sent_at_brin',
      scales: '100k',
      statement: 'create index heartbeats_sent_at_brin on heartbeats using brin (sent_at);',
    },
  ])(
    '$index is missed by $scenario in CI, by query and row count',
    async ({ scenario, query, index, scales, statement }) => {
      copy(scenario);
      // Another range than that of the committed snapshots: the first run makes its own.
      const check = (...args: string[]): Promise<Ended> =>
        plancliff(project, [
          'check',
          scenario,
          '-q',
          '--no-trial',
          '--query',
          query,
          '--scales',
          scales,
          ...args,
        ]);
      // What is an error of the scenario itself is accepted, so that the run in CI is clean before the index goes.
      expect((await check('-u', '--no-ci')).code).toBe(0);
      expect((await check('--ci')).code).toBe(0);
      removeFromSchema(scenario, statement);
      const { stdout, code } = await check('--ci');
      expect(code).toBe(1);
      const said = oneLine(stdout);
      expect(said).toMatch(new RegExp(`error: new cliff (at|from) [\\d.]+k: ${query} /`));
      expect(said).toContain(index);
    },
  );
});
