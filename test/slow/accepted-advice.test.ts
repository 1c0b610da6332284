import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkScenario } from '../../src/check/check-scenario';
import { scenarioFrom } from '../../src/definitions';
import { virtualEngine } from '../../src/engine/virtual/engine';
import type { Finding } from '../../src/findings/types';
import { verdictScenarios } from '../fixtures/verdict-scenarios';
import { sharedTestServer, type TestServer } from '../helpers/server';
import { unwatched } from '../helpers/world';

let server: TestServer;
let cwd: string;
beforeAll(async () => {
  server = await sharedTestServer();
  cwd = mkdtempSync(join(tmpdir(), 'plancliff-accepted-'));
});
afterAll(async () => {
  rmSync(cwd, { recursive: true, force: true });
  await server.close();
});

async function harmFound(update: boolean): Promise<readonly Finding[]> {
  const { findings } = await checkScenario({
    server,
    scenario: scenarioFrom('partial', verdictScenarios['partial index not implied']),
    engine: virtualEngine,
    trialRows: [3_000, 10_000, 30_000],
    precision: 0.2,
    update,
    ci: !update,
    snapshotsDirectory: join(cwd, 'snapshots'),
    cwd,
    ...unwatched(),
  });
  return findings.filter(({ severity }) => severity !== 'info');
}

test('advice is tried as long as a finding is open, and while it is being accepted', async () => {
  const file = join(cwd, 'snapshots', 'partial.snap');
  const accepted = 'accepted in snapshots/partial.snap';
  const untried = expect.stringContaining('because the snapshot accepts this finding') as string;

  const first = await harmFound(true);
  expect(first.length).toBeGreaterThan(0);
  for (const each of first) {
    expect(each).toMatchObject({ allowed: accepted, advice: expect.not.stringMatching(/^No /) });
  }
  const again = await harmFound(false);
  expect(again.map(({ kind, at }) => ({ kind, at }))).toEqual(
    first.map(({ kind, at }) => ({ kind, at })),
  );
  for (const each of again) expect(each).toMatchObject({ allowed: accepted, advice: untried });

  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^ {2}accepted .*\n/gm, ''));
  const open = await harmFound(false);
  expect(open.map(({ advice }) => advice)).toEqual(first.map(({ advice }) => advice));
  for (const each of open) expect(each.allowed).toBeUndefined();
}, 300_000);
