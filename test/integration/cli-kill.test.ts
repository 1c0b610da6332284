import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parseSnapshot } from '../../src/snapshot/format/parse';
import { childRun, processesIn, type ChildRun } from '../helpers/cli/child-run';
import { copyProject, type Project } from '../helpers/cli/project';
import { eventually, playground, postmasterOf, type Playground } from '../helpers/child-server';

jest.setTimeout(300_000);

let ground: Playground;
let project: Project;
beforeAll(() => {
  ground = playground();
  project = copyProject('notes', ground.path);
  writeFileSync(join(project.path, 'plancliff.config.json'), '{ "scales": "1k..1m" }');
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
  await eventually(() => ground.servers().length === 0, 'no folder of a server is left');
  // After it: each look starts `ps`.
  await eventually(() => processesIn(ground.path).length === 0, 'no server runs');
}

function expectWholeSnapshots(): void {
  if (!existsSync(snapshots())) return;
  for (const name of readdirSync(snapshots()).filter((each) => each.endsWith('.snap'))) {
    const text = readFileSync(join(snapshots(), name), 'utf8');
    expect(parseSnapshot(text, name).entries).toHaveLength(3);
  }
}

/** What a test sees of a run, from its start to its end. */
const moments = {
  'while its server starts': () =>
    eventually(() => ground.servers().length > 0, 'the folder of a server is there'),
  'while it sweeps': (run: ChildRun) => run.said(/^notes/m),
  'when it has written its snapshot': () =>
    eventually(() => existsSync(join(snapshots(), 'notes.snap')), 'the snapshot is written'),
} as const;

describe('a run that is killed', () => {
  it.each([
    ['SIGINT', 130, 'while its server starts'],
    ['SIGTERM', 143, 'while it sweeps'],
  ] as const)(
    'by %s (exit code %d) %s leaves neither server nor half-written file',
    async (signal, expected, moment) => {
      const run = check('-u');
      await moments[moment](run);
      run.child.kill(signal);
      const { code, stderr } = await run.ended;
      expect({ code, stderr }).toMatchObject({ code: expected });
      expect(stderr).toContain('Stopping');
      await expectNothingLeft();
      expectWholeSnapshots();
    },
  );

  it('by SIGKILL leaves nothing that the next run does not clear', async () => {
    for (const moment of Object.values(moments)) {
      rmSync(snapshots(), { recursive: true, force: true });
      const run = check('-u', '--no-trial');
      await moment(run);
      run.child.kill('SIGKILL');
      await run.ended;
      expectWholeSnapshots();
    }
    const { code, stderr } = await check('--no-trial').ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    await expectNothingLeft();
    expect(readdirSync(snapshots())).toEqual(['notes.snap']);
    expectWholeSnapshots();
  });
});

describe('a server that dies in mid-run', () => {
  it('costs one scenario; the next one has a server again, and the run exits 2', async () => {
    const scenarios = join(project.path, 'scenarios');
    copyFileSync(join(scenarios, 'notes.js'), join(scenarios, 'early.js'));
    const run = check('--scales', '1k..1b', '--no-trial');
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
