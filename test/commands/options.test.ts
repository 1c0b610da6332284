import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckFlags } from '../../src/commands/check/options';
import { auditOptions } from '../../src/commands/audit/options';
import { checkOptions, type CheckOptions } from '../../src/commands/check/options';
import { fakeProcess } from '../helpers/cli/fake-process';

let cwd: string;
beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'plancliff-options-'))));
afterEach(() => rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
const check = (flags: CheckFlags = {}, env: Record<string, string> = {}): Promise<CheckOptions> =>
  checkOptions(fakeProcess({ cwd, env }), [], flags);

describe('checkOptions', () => {
  it('has a default for everything', async () => {
    expect(await check()).toMatchObject({
      engine: 'virtual',
      scales: undefined,
      precision: undefined,
      failOn: 'error',
      update: false,
      ci: false,
      databaseUrl: undefined,
      reporters: ['table'],
      scenariosDirectory: 'scenarios',
      snapshotsDirectory: join(cwd, 'snapshots'),
      color: false,
    });
  });

  it.each([
    ['60', 60],
    ['0', 100],
    ['wide', 100],
    ['', 100],
  ])('takes COLUMNS=%s as the width where there is no terminal', async (value, columns) => {
    const { stdout, ...rest } = fakeProcess({ cwd, env: { COLUMNS: value } });
    const pipe = { write: stdout.write.bind(stdout), on: stdout.on.bind(stdout) };
    expect(await checkOptions({ ...rest, stdout: pipe }, [], {})).toMatchObject({ columns });
  });

  it('takes flags before the config file', async () => {
    write(
      'plancliff.config.json',
      '{ "failOn": "never", "pg": 16, "precision": "3%", "engine": "seed" }',
    );
    expect(await check()).toMatchObject({
      failOn: 'never',
      pg: 16,
      precision: 0.03,
      engine: 'seed',
    });
    const flags = { failOn: 'info', pg: '17', precision: '0.2', engine: 'virtual' };
    expect(await check(flags)).toMatchObject({
      failOn: 'info',
      pg: 17,
      precision: 0.2,
      engine: 'virtual',
    });
  });

  it('keeps scales of the config apart: a scenario goes before them, and flags before a scenario', async () => {
    write('plancliff.config.json', '{ "scales": "1k..1m" }');
    expect(await check({ scales: '1k,5k' })).toMatchObject({
      scales: { from: 1000, to: 5000 },
      defaultScales: { from: 1000, to: 1_000_000 },
    });
  });

  it('knows a kind of run that the command line asks for from one that the config does', async () => {
    write('plancliff.config.json', '{ "pg": 17, "engine": "virtual", "scales": "1k..1m" }');
    expect((await check()).adHoc).toBe(false);
    for (const flags of [{ scales: '1k..1m' }, { pg: '17' }, { engine: 'seed' }]) {
      expect((await check(flags)).adHoc).toBe(true);
    }
  });

  it('is in CI where CI is set, unless a flag says otherwise', async () => {
    expect((await check({}, { CI: 'true' })).ci).toBe(true);
    expect((await check({ ci: false }, { CI: 'true' })).ci).toBe(false);
    for (const CI of ['', 'false', '0']) expect((await check({}, { CI })).ci).toBe(false);
    expect((await check({ ci: true })).ci).toBe(true);
  });

  it('takes a URL from flag, environment or .env, in this order, and real rows with it', async () => {
    const name = 'PLANCLIFF_DATABASE_URL';
    write('.env', `${name}=postgres://from-file/d`);
    expect(await check()).toMatchObject({ databaseUrl: 'postgres://from-file/d', engine: 'seed' });
    expect((await check({}, { [name]: 'postgres://from-env/d' })).databaseUrl).toBe(
      'postgres://from-env/d',
    );
    const flag = { databaseUrl: 'postgres://from-flag/d' };
    expect((await check(flag, { [name]: 'postgres://from-env/d' })).databaseUrl).toBe(
      flag.databaseUrl,
    );
  });

  it('leaves DATABASE_URL and PG* variables to other programs, unless --allow-write lets them in', async () => {
    const env = { DATABASE_URL: 'postgres://app/d', PGHOST: 'db' };
    expect(await check({}, env)).toMatchObject({ databaseUrl: undefined, engine: 'virtual' });
    expect((await check({ allowWrite: true }, env)).databaseUrl).toBe('postgres://app/d');
    expect((await check({ allowWrite: true }, { PGHOST: 'db' })).databaseUrl).toBe('postgres://');
  });

  it('leaves the environment of the process as it is', async () => {
    write('.env', 'PLANCLIFF_TEST_VARIABLE=from-file\nHOME=/elsewhere');
    const { env } = await check({}, { HOME: '/home/me' });
    expect(env).toEqual({ PLANCLIFF_TEST_VARIABLE: 'from-file', HOME: '/home/me' });
    expect(process.env['PLANCLIFF_TEST_VARIABLE']).toBeUndefined();
  });

  it('colours where a person or a CI service reads, and where it was told to', async () => {
    expect((await check({}, { FORCE_COLOR: '1' })).color).toBe(true);
    expect((await check({}, { CI: 'true', GITHUB_ACTIONS: 'true' })).color).toBe(true);
    expect((await check({}, { CI: 'true', GITHUB_ACTIONS: 'true', NO_COLOR: '1' })).color).toBe(
      false,
    );
    expect((await check({ color: true }, { NO_COLOR: '1' })).color).toBe(true);
    expect((await check({ color: false }, { FORCE_COLOR: '1' })).color).toBe(false);
  });

  it('gives each reporter once, and JSON alone', async () => {
    expect((await check({ reporter: ['github', 'table', 'github'] })).reporters).toEqual([
      'github',
      'table',
    ]);
    expect((await check({ json: true })).reporters).toEqual(['json']);
    expect((await check({ reporter: ['json'], json: true })).reporters).toEqual(['json']);
    for (const flags of [{ reporter: ['table'], json: true }, { reporter: ['json', 'github'] }]) {
      await expect(check(flags)).rejects.toThrow(/^JSON and the reporter (table|github) exclude/);
    }
  });

  it.each([
    [{ trial: false, trialRows: '10k,30k' }, '--no-trial and --trial-rows exclude each other'],
    [{ update: true, stale: '2' }, /^--update and another state of the tables .* exclude/],
    [{ update: true, recorded: __filename }, '--update and --recorded exclude each other'],
    [{ pg: '18', databaseUrl: 'postgres://h/d' }, '--pg and --database-url exclude each other'],
    [{ allowWrite: true }, '--allow-write names no server'],
  ])('refuses %j, of which a part would be ignored', async (flags, message) => {
    await expect(check(flags)).rejects.toThrow(message);
  });
});

describe('auditOptions', () => {
  it('takes one database and no other', async () => {
    const audit = (env: Record<string, string>): Promise<unknown> =>
      auditOptions(fakeProcess({ cwd, env }), [], {});
    await expect(audit({ DATABASE_URL: 'postgres://app/d', PGHOST: 'db' })).rejects.toMatchObject({
      code: 'usage',
    });
    expect(await audit({ STAGING_DATABASE_URL: 'postgres://s/d' })).toMatchObject({
      databaseUrl: 'postgres://s/d',
      statementTimeout: 5000,
      lockTimeout: 1000,
      trustFunctions: false,
    });
  });
});
