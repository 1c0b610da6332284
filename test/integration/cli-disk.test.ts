import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childRun, type ChildRun } from '../helpers/cli/child-run';
import { copyProject, type Project } from '../helpers/cli/project';

jest.setTimeout(600_000);

/** A small disk of its own; undefined where this user may not mount one. */
function smallDisk(size: string): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'plc-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder], {
      stdio: 'ignore',
    });
    chmodSync(folder, 0o1777);
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

const disk = smallDisk('600m');
const onDisk = disk === undefined ? test.skip : test;
afterAll(() => {
  if (disk === undefined) return;
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

/** Takes all the room that is left. */
function fill(folder: string): void {
  const file = openSync(join(folder, 'filler'), 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(1 << 20));
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  } finally {
    closeSync(file);
  }
}

let project: Project;
beforeEach(() => (project = copyProject('notes')));
afterEach(() => {
  project.remove();
  if (disk !== undefined) rmSync(join(disk, 'filler'), { force: true });
});

const seed = (scales: string): ChildRun =>
  childRun(project.path, ['check', '--engine', 'seed', '--scales', scales], disk ?? '');

async function expectFull(run: ChildRun, words: RegExp): Promise<void> {
  const { code, stdout } = await run.ended;
  expect(code).toBe(2);
  expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(words);
  expect(readdirSync(project.path)).not.toContain('snapshots');
  const left = readdirSync(disk ?? '').filter((name) => name.startsWith('plancliff'));
  expect(left).toEqual([]);
}

onDisk('rows that cannot fit are refused before they are loaded (needs root)', async () => {
  await expectFull(seed('1k,20m'), /do not fit on the disk/);
});

/** Rows that come to a halt past the first 20,000, say so, and go on when they are told to. */
const halting = (folder: string): string => `
  const { defineScenario, serial, sql } = require('plancliff');
  module.exports = defineScenario({
    schema: \`
      create function halt() returns int language plpgsql as $$
      begin
        copy (select 1) to '${folder}/halted';
        while pg_stat_file('${folder}/go on', true) is null loop perform pg_sleep(0.01); end loop;
        return 1;
      end $$;
      create table notes (id bigint primary key, body text not null);
    \`,
    driving: 'notes',
    tables: { notes: { columns: {
      id: serial(),
      body: sql("repeat('x', case i when 20001 then halt() else 1 end)"),
    } } },
    queries: { all: { sql: 'select * from notes' } },
  });`;

onDisk('a disk that fills up while rows are loaded is one line (needs root)', async () => {
  const signs = mkdtempSync(join(tmpdir(), 'plc-signs-'));
  try {
    chmodSync(signs, 0o777);
    writeFileSync(join(project.path, 'scenarios', 'notes.js'), halting(signs));
    const run = seed('10k,2m');
    const over = run.ended.then(() => true);
    const pause = (): Promise<boolean> => new Promise((done) => setTimeout(done, 20, false));
    while (!existsSync(join(signs, 'halted')) && !(await Promise.race([over, pause()])));
    fill(disk ?? '');
    writeFileSync(join(signs, 'go on'), '');
    await expectFull(run, /disk is full/);
  } finally {
    rmSync(signs, { recursive: true });
  }
});

onDisk('a full disk for snapshots loses no finding (needs root)', async () => {
  symlinkSync(disk ?? '', join(project.path, 'snapshots'));
  fill(disk ?? '');
  const run = childRun(
    project.path,
    ['check', '-u', '--no-trial', '--json', '--scales', '1k..1m'],
    tmpdir(),
  );
  const { code, stdout } = await run.ended;
  expect(code).toBe(2);
  const { scenarios } = JSON.parse(stdout) as {
    scenarios: { timelines: unknown[]; snapshot: { state: string; message: string } }[];
  };
  expect(scenarios[0]?.timelines).toHaveLength(3);
  expect(scenarios[0]?.snapshot).toMatchObject({
    state: 'unwritten',
    message: expect.stringContaining('ENOSPC'),
  });
  expect(readdirSync(disk ?? '')).toEqual(['filler']);
});
