import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alive, eventually } from '../helpers/child-server';
import { childRun, type ChildRun } from '../helpers/cli/child-run';
import { copyProject, type Project } from '../helpers/cli/project';

let project: Project;
/** By the command. A statement is named after five seconds, which pass beside the tests of this file that come first. */
const endless = new Map<string, ChildRun>();
beforeAll(() => {
  project = copyProject('empty');
  writeFileSync(
    join(project.path, 'hanging.js'),
    `const { writeFileSync, writeSync } = require('node:fs');
     writeFileSync('pid', String(process.pid));
     writeSync(2, 'loops\\n');
     while (true) {}`,
  );
  writeFileSync(
    join(project.path, 'endless.sql'),
    'create table t (id bigint primary key);\ndo $$ begin perform pg_sleep(1e6); end $$;\n',
  );
  writeFileSync(
    join(project.path, 'endless.js'),
    `module.exports = {
       schema: { file: 'endless.sql' },
       driving: 't',
       tables: { t: { columns: { id: { kind: 'serial', start: 1 } } } },
       queries: { q: { sql: 'select * from t' } },
     };`,
  );
  for (const [command, file] of [
    ['scan', 'endless.sql'],
    ['check', 'endless.js'],
  ] as const)
    // prettier-ignore
    endless.set(command, childRun(project.path, [command, file], project.path));
});
afterAll(async () => {
  for (const { child, ended } of endless.values()) {
    child.kill('SIGKILL');
    await ended;
  }
  project.remove();
});

/** Runs and scenarios that a failed test may have left. */
const started: number[] = [];
afterEach(() => {
  for (const pid of started.splice(0)) if (alive(pid)) process.kill(pid, 'SIGKILL');
});

/** A run whose scenario loops for ever, and would be given the time to. */
async function hangingRun(): Promise<{ run: ChildRun; pid: number; scenarioPid: number }> {
  const env = { PLANCLIFF_LOAD_TIMEOUT: '60min' };
  const run = childRun(project.path, ['check', 'hanging.js'], project.path, {
    env,
    ownGroup: true,
  });
  await run.said(/loops/);
  const scenarioPid = Number(readFileSync(join(project.path, 'pid'), 'utf8'));
  const { pid } = run.child;
  if (pid === undefined) throw new Error('The run has not started');
  started.push(pid, scenarioPid);
  expect(alive(scenarioPid)).toBe(true);
  return { run, pid, scenarioPid };
}

describe('a scenario that loops for ever', () => {
  it.each([
    ['sent to plancliff alone', (pid: number) => pid],
    ['sent to the whole process group, as by Ctrl-C', (pid: number) => -pid],
  ])('is ended by SIGINT %s', async (_, target) => {
    const { run, pid, scenarioPid } = await hangingRun();
    const sent = Date.now();
    process.kill(target(pid), 'SIGINT');
    expect(await run.ended).toEqual({
      code: 130,
      signal: null,
      stdout: '',
      stderr: 'loops\n\nStopping… press Ctrl-C again to stop immediately.\n',
    });
    // Far below the hour that the scenario has; a busy machine may need some seconds.
    expect(Date.now() - sent).toBeLessThan(30_000);
    await eventually(() => !alive(scenarioPid), 'the process of the scenario has ended');
  });

  it('ends when plancliff is killed by SIGKILL', async () => {
    const { run, pid, scenarioPid } = await hangingRun();
    process.kill(pid, 'SIGKILL');
    expect((await run.ended).signal).toBe('SIGKILL');
    await eventually(() => !alive(scenarioPid), 'the process of the scenario has ended');
  });
});

describe('a statement of a schema that does not end', () => {
  it.each(['scan', 'check'])('is named by %s, and at Ctrl-C', async (command) => {
    const run = endless.get(command);
    if (run === undefined) throw new Error(`No run of ${command}`);
    await run.said(/still running \S*endless\.sql:2: do \$\$ begin perform pg_sleep/);
    run.child.kill('SIGINT');
    const { code, stderr } = await run.ended;
    expect(stderr).toMatch(
      /\nStopped while running \S*endless\.sql:2: do \$\$ begin perform pg_sleep/,
    );
    expect(code).toBe(130);
  });
});
