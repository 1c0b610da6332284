import childProcess from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { typeCheck } from '../../src/scenario/type-check';

const cwd = path.resolve(__dirname, '../fixtures/projects/typed');
let cache: string;
beforeAll(() => (cache = mkdtempSync(path.join(tmpdir(), 'plancliff-types-'))));
afterAll(() => rmSync(cache, { recursive: true, force: true }));
const check = (...files: string[]) => typeCheck(files, { cwd, env: { XDG_CACHE_HOME: cache } });
const remembered = () => readdirSync(cache, { recursive: true }).filter((name) => /json$/.test(String(name))); // prettier-ignore

describe('typeCheck', () => {
  it('names the first error of a file, by the compiler and settings of its project', async () => {
    const [failure, ...others] = await check(
      'scenarios/right.ts',
      'scenarios/wrong.ts',
      'scenarios/wrong-but-javascript.js',
    );
    expect(others).toEqual([]);
    expect(failure?.file).toBe('scenarios/wrong.ts');
    expect(failure?.error).toMatchObject({
      code: 'scenario',
      message: expect.stringMatching(/^scenarios\/wrong\.ts:6:29 TS2353: .*'c' does not exist/),
    });
    expect(remembered()).toEqual([]);
  });

  it('remembers a clean check, and the repeat starts no compiler', async () => {
    expect(await check('scenarios/right.ts')).toEqual([]);
    expect(remembered()).toHaveLength(1);
    const spawn = jest.spyOn(childProcess, 'spawn');
    expect(await check('scenarios/right.ts')).toEqual([]);
    expect(spawn).not.toHaveBeenCalled();
    rmSync(cache, { recursive: true });
    expect(await check('scenarios/right.ts')).toEqual([]);
    expect(spawn).toHaveBeenCalledTimes(1);
    spawn.mockRestore();
  });

  it('lets a CommonJS project without a tsconfig import an ES module, as kysely is from 0.29', async () => {
    const project = mkdtempSync(path.join(tmpdir(), 'plancliff-esm-'));
    try {
      const modules = path.join(project, 'node_modules');
      mkdirSync(path.join(modules, 'builder'), { recursive: true });
      symlinkSync(path.resolve('node_modules/typescript'), path.join(modules, 'typescript'));
      const manifest = { name: 'builder', type: 'module', exports: './index.js' };
      writeFileSync(path.join(modules, 'builder/package.json'), JSON.stringify(manifest));
      writeFileSync(path.join(modules, 'builder/index.d.ts'), 'export declare const rows: number;');
      writeFileSync(path.join(project, 'package.json'), '{}');
      const source = (type: string) =>
        `import { rows } from 'builder'; export const count: ${type} = rows;`;
      writeFileSync(path.join(project, 'right.ts'), source('number'));
      writeFileSync(path.join(project, 'wrong.ts'), source('string'));
      const files = ['right.ts', 'wrong.ts'];
      const found = await typeCheck(files, { cwd: project, env: { XDG_CACHE_HOME: cache } });
      expect(found.map(({ error }) => (error as Error).message)).toEqual([
        "wrong.ts:1:46 TS2322: Type 'number' is not assignable to type 'string'.",
      ]);
    } finally {
      rmSync(project, { recursive: true });
    }
  });

  it('leaves projects without TypeScript alone', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'plancliff-plain-'));
    try {
      expect(await typeCheck(['a.ts'], { cwd: elsewhere })).toEqual([]);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
});
