import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSnapshot } from '../../src/snapshot/parse';
import { childRun, processesIn } from '../helpers/cli/child-run';
import { copyProject, type Project } from '../helpers/cli/project';
import { eventually, playground, postmasterOf, type Playground } from '../helpers/child-server';

jest.setTimeout(300_000);

let ground: Playground;
let project: Project;
beforeAll(() => {
  ground = playground();
  project = copyProject('notes', ground.path);
});
afterAll(async () => {
  project.remove();
  await ground.remove();
});

const snapshots = (): string => join(project.path, 'snapshots');
const check = (...args: string[]): ReturnType<typeof childRun> =>
  childRun(project.path, ['check', ...args], ground.path);

/** No server and no folder of one; what the snapshots folder holds is whole. */
async function expectNothingLeft(): Promise<void> {
  await eventually(() => processesIn(ground.path).length === 0, 'no server runs');
  await eventually(() => ground.servers().length === 0, 'no folder of a server is left');
}

function expectWholeSnapshots(): void {
  if (!existsSync(snapshots())) return;
  for (const name of readdirSync(snapshots()).filter((each) => each.endsWith('.snap'))) {
    const text = readFileSync(join(snapshots(), name), 'utf8');
    expect(parseSnapshot(text, name).entries).toHaveLength(3);
  }
}

describe('a run that is killed at a random moment', () => {
  let longest = 0;
  it('is measured first, unharmed', async () => {
    const started = Date.now();
    const { code, stderr } = await check().ended;
    longest = Date.now() - started;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    await expectNothingLeft();
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s leaves neither server nor half-written file', async (signal, expected) => {
    const run = check('-u');
    const delay = Math.random() * longest;
    await new Promise((resolve) => setTimeout(resolve, delay));
    run.child.kill(signal);
    const { code, signal: by } = await run.ended;
    // Too early for a listener, in time, or too late.
    expect([`by ${signal}`, expected, 0]).toContain(code ?? `by ${String(by)}`);
    await expectNothingLeft();
    expectWholeSnapshots();
  });

  it.each([1, 2, 3])(
    'by SIGKILL leaves nothing that the next run does not clear (%d)',
    async () => {
      const run = check('-u');
      const delay = Math.random() * longest;
      await new Promise((resolve) => setTimeout(resolve, delay));
      run.child.kill('SIGKILL');
      await run.ended;
      expectWholeSnapshots();
      const next = await check().ended;
      expect(next).toMatchObject({ code: 0 });
      await expectNothingLeft();
      expect(readdirSync(snapshots())).toEqual(['notes.snap']);
      expectWholeSnapshots();
    },
  );
});

describe('a server that dies in mid-run', () => {
  it('costs one scenario; the next one has a server again, and the run exits 2', async () => {
    const scenarios = join(project.path, 'scenarios');
    copyFileSync(join(scenarios, 'notes.js'), join(scenarios, 'early.js'));
    const run = check('--scales', '1k..1b');
    await run.said(/^early/m);
    const [folder = ''] = ground.servers();
    process.kill(postmasterOf(join(ground.path, folder, 'data')), 'SIGKILL');
    const { code, stdout } = await run.ended;
    expect(code).toBe(2);
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'early: the connection to PostgreSQL was lost',
    );
    expect(stdout).toMatch(/notes\n {2}3 cases/);
    expect(readdirSync(snapshots())).toEqual(['notes.snap']);
    await expectNothingLeft();
  });
});
