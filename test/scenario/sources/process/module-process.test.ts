import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PlancliffError } from '../../../../src/errors';
import {
  openModuleProcess,
  type ModuleProcess,
} from '../../../../src/scenario/sources/process/module-process';
import type { Scenario } from '../../../../src/scenario/types';
import { eventually } from '../../../helpers/child-server';

let folder: string;
let modules: ModuleProcess;
let output: string;
/** Milliseconds. */
let timeout: number;

beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'plancliff-process-'))));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  output = '';
  timeout = 60_000;
  open();
});
afterEach(() => modules.close());

function open(): void {
  modules = openModuleProcess({
    cwd: folder,
    get timeout() {
      return timeout;
    },
    cache: undefined,
    onOutput: (text) => void (output += text),
  });
}

/** Loads a scenario whose module begins with this code. */
function load(code: string, query = "{ sql: 'select 1' }", file = 'one.ts'): Promise<Scenario> {
  writeFileSync(
    path.join(folder, file),
    `import { serial } from 'plancliff';
${code}
export default {
  schema: 'create table t (id bigint)', driving: 't',
  tables: { t: { columns: { id: serial() } } },
  queries: { q: ${query} },
};`,
  );
  return modules.loadScenario(path.join(folder, file), file);
}

const errorOf = (code: string): Promise<PlancliffError> =>
  load(code).then(
    () => Promise.reject(new Error('It was loaded')),
    (error: PlancliffError) => error,
  );

describe('a module that does not end well is one error', () => {
  it.each([
    ['process.exit(0);', 'one.ts:2: the module calls process.exit(0)', undefined],
    ['await new Promise(() => {});', 'one.ts waits for a promise that never settles', undefined],
    [
      'process.disconnect?.(); setInterval(() => {}, 9);',
      'one.ts closes the channel to plancliff',
      undefined,
    ],
    [
      "void Promise.reject(new Error('no connection'));",
      'one.ts:2: a promise is rejected and nothing handles it',
      'no connection',
    ],
    [
      "setTimeout(() => { throw new Error('at once'); });\nawait new Promise(() => setInterval(() => {}, 1e6));",
      'one.ts:2: the scenario throws',
      'at once',
    ],
    ["process.kill(process.pid, 'SIGKILL');", 'one.ts ended its process by SIGKILL', undefined],
    ['process.abort();', 'one.ts:2 ended its process by SIGABRT', undefined],
    ['throw { code: 7 };', 'one.ts: the scenario throws', '{ code: 7 }'],
    ['throw null;', 'one.ts: the scenario throws', 'null'],
    ["throw new TypeError('wrong');", 'one.ts:2: the scenario throws', 'wrong'],
  ])('%s', async (code, message, reason) => {
    expect(await errorOf(code)).toMatchObject({ code: 'scenario', message, reason });
    expect(output).toBe('');
  });

  it.each(['while (true) {}', 'await new Promise(() => setInterval(() => {}, 1e6));'])(
    '%s',
    async (code) => {
      timeout = 100;
      expect(await errorOf(code)).toMatchObject({
        code: 'scenario',
        message: 'one.ts did not finish loading within 0.1 seconds',
        hint: expect.stringContaining('PLANCLIFF_LOAD_TIMEOUT'),
      });
    },
  );

  it('that takes all memory', async () => {
    const before = process.env['NODE_OPTIONS'];
    process.env['NODE_OPTIONS'] = `${before ?? ''} --max-old-space-size=60`;
    try {
      const error = await errorOf(
        'const all: unknown[] = []; for (;;) all.push(new Array(1e7).fill(0));',
      );
      expect(error.message).toMatch(/^one\.ts(:2)? ended its process by SIGABRT$/);
      expect(error.reason).toBe('JavaScript heap out of memory');
      expect(output).toBe('');
    } finally {
      if (before === undefined) delete process.env['NODE_OPTIONS'];
      else process.env['NODE_OPTIONS'] = before;
    }
  });

  it('that throws while its export is read', async () => {
    const query = "{ get sql() { throw new Error('not yet'); } }";
    await expect(load('', query)).rejects.toMatchObject({
      code: 'scenario',
      message: 'one.ts:6: the scenario throws',
      reason: 'not yet',
    });
  });

  it('and the next one has a process again', async () => {
    await errorOf('process.exit(3);');
    await expect(load('')).resolves.toMatchObject({ name: 'one' });
  });
});

it('what a module prints never reaches our standard output', async () => {
  await load("console.log('printed'); require('node:fs').writeSync(1, 'written');");
  await eventually(() => /printed/.test(output) && /written/.test(output), 'both were passed on');
});

it('a timer that is left behind does not matter', async () => {
  await expect(load('setInterval(() => {}, 1000);')).resolves.toMatchObject({ name: 'one' });
});

it('what a module sends by itself is no answer', async () => {
  const code = "process.send?.('ready'); process.send?.({ id: 1, value: { name: 'forged' } });";
  await expect(load(code)).resolves.toMatchObject({ name: 'one' });
});

it('a process that a module has started and left keeps nobody waiting', async () => {
  const start = "require('node:child_process').spawn('sleep', ['30'], { stdio: 'inherit' })";
  const started = `console.log('pid ' + ${start}.pid + '.');`;
  try {
    expect(await errorOf(`${started} process.kill(process.pid, 'SIGKILL');`)).toMatchObject({
      message: 'one.ts ended its process by SIGKILL',
    });
  } finally {
    process.kill(Number(/pid (\d+)\./.exec(output)?.[1]));
  }
});

describe('a query that a function builds', () => {
  const build = (body: string): string =>
    `{ cases: { a: { at: new Money(5), n: 7n } }, build: (values: any) => { ${body} } }`;
  const money =
    'class Money { constructor(readonly cents: number) {} text() { return `${this.cents} c`; } }';
  const compile = async (body: string): Promise<unknown> => {
    const [query] = (await load(money, build(body))).queries;
    const [only] = query?.cases ?? [];
    return only === undefined ? undefined : query?.compile?.(only);
  };

  it('is built where its module runs, with its own objects', async () => {
    const body =
      "return { compile: () => ({ sql: 'select $1', parameters: [values.at.text(), values.n] }) };";
    expect(await compile(body)).toEqual({ sql: 'select $1', parameters: ['5 c', 7n] });
  });

  it('that throws says so in its own words', async () => {
    await expect(compile("throw new Error('no such order');")).rejects.toThrow('no such order');
  });

  it('that never returns is ended, and others are still built', async () => {
    const [query] = (await load(money, build('for (;;) {}'))).queries;
    const [only] = query?.cases ?? [];
    timeout = 100;
    await expect(only && query?.compile?.(only)).rejects.toMatchObject({
      code: 'scenario',
      message: "one.ts: the build function of 'q' did not return within 0.1 seconds",
    });
    timeout = 60_000;
    await expect(
      compile("return { compile: () => ({ sql: 'select 2', parameters: [] }) };"),
    ).resolves.toEqual({ sql: 'select 2', parameters: [] });
  });

  it('is built after another module has ended the process', async () => {
    const body = "return { compile: () => ({ sql: 'select 3', parameters: [] }) };";
    const [query] = (await load(money, build(body), 'two.ts')).queries;
    await errorOf('process.exit(0);');
    const [only] = query?.cases ?? [];
    await expect(only && query?.compile?.(only)).resolves.toEqual({
      sql: 'select 3',
      parameters: [],
    });
  });
});

it('a closed process is an interruption, not a fault of the module', async () => {
  const loading = errorOf("require('node:fs').writeSync(1, 'begun'); while (true) {}");
  await eventually(() => output.includes('begun'), 'the module runs');
  modules.close();
  expect(await loading).toMatchObject({ code: 'interrupted' });
});
