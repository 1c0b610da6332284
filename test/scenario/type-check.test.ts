import childProcess from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
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

  it('leaves projects without TypeScript alone', async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'plancliff-plain-'));
    try {
      expect(await typeCheck(['a.ts'], { cwd: elsewhere })).toEqual([]);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
});
