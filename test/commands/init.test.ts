import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from '../../src/commands/init/init';
import type { CommonOptions } from '../../src/commands/options';

describe('init', () => {
  let cwd: string;
  beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'plancliff-init-'))));
  afterEach(() => rmSync(cwd, { recursive: true }));
  const options = (): CommonOptions => ({ cwd, quiet: false, env: {} }) as CommonOptions;
  const present = (): string[] =>
    readdirSync(cwd, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(cwd.length + 1))
      .sort();
  const files = ['.github/workflows/plancliff.yml', 'plancliff.config.ts', 'scenarios/example.ts'];

  it('writes three files and says what comes next', async () => {
    const text = await init(options());
    expect(present()).toEqual(files);
    for (const file of files) expect(text).toContain(`  ${file}\n`);
    expect(text).toMatch(/\nNext: npx plancliff check example\n$/);
  });

  it.each(files)('writes nothing where %s is there', async (file) => {
    mkdirSync(join(cwd, file, '..'), { recursive: true });
    writeFileSync(join(cwd, file), 'mine');
    await expect(init(options())).rejects.toMatchObject({ code: 'refused' });
    await expect(init(options())).rejects.toThrow(file);
    expect(present()).toEqual([file]);
    expect(readFileSync(join(cwd, file), 'utf8')).toBe('mine');
  });

  it('takes back what it wrote where a file cannot be written', async () => {
    writeFileSync(join(cwd, 'scenarios'), 'a file where a folder is needed');
    await expect(init(options())).rejects.toMatchObject({ code: 'refused' });
    expect(present()).toEqual(['scenarios']);
  });
});
