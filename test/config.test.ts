import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config';
import { importConfig } from '../src/scenario/sources/import-config';

describe('loadConfig', () => {
  let cwd: string;
  beforeEach(() => (cwd = mkdtempSync(join(tmpdir(), 'plancliff-config-'))));
  afterEach(() => rmSync(cwd, { recursive: true }));
  const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);

  it('is empty where there is no file', async () => {
    expect(await loadConfig(cwd, undefined, importConfig)).toEqual({});
  });

  it.each([
    ['plancliff.config.ts', 'const c: { pg: number } = { pg: 17 };\nexport default c;'],
    ['plancliff.config.js', 'module.exports = { pg: 17 };'],
    ['plancliff.config.mjs', 'export default { pg: 17 };'],
    ['plancliff.config.json', '{ "pg": 17 }'],
  ])('reads %s', async (name, text) => {
    write(name, text);
    expect(await loadConfig(cwd, undefined, importConfig)).toEqual({ pg: 17 });
  });

  it('reads a file of another name', async () => {
    write('other.json', '{ "scales": "1k..1m" }');
    expect(await loadConfig(cwd, 'other.json', importConfig)).toEqual({
      scales: { from: 1000, to: 1_000_000 },
    });
    await expect(loadConfig(cwd, 'lost.json', importConfig)).rejects.toMatchObject({
      code: 'config',
    });
  });

  it.each([
    ['{ "scale": "1k..1m" }', "unknown option 'scale'", 'Did you mean scales?'],
    [
      '{ "rules": { "sort-spils": "off" } }',
      "unknown value 'sort-spils' for rules",
      'Did you mean sort-spills?',
    ],
    [
      '{ "rules": { "sort-spills": "loud" } }',
      "unknown value 'loud' for rules of sort-spills",
      'Known: error, warning, info, off.',
    ],
    ['{ "rules": "off" }', 'rules must be levels by kind', expect.stringContaining('sort-spills')],
    ['{ "precision": 7 }', "precision cannot be '7'", expect.stringContaining('5%')],
    ['{ "scales": "1k..zz" }', 'cannot read the scales', expect.stringContaining('1k..10m')],
    ['{ "scenarios": 3 }', 'scenarios cannot be 3', 'Write a text.'],
    ['{ "failOn": "errors" }', "unknown value 'errors' for failOn", 'Did you mean error?'],
    ['{ "pg": "new" }', "pg cannot be 'new'", 'Write a major version such as 17.'],
    ['[]', 'does not export an object', undefined],
    ['{', 'could not be read', undefined],
  ])('refuses %s', async (text, message, hint) => {
    write('plancliff.config.json', text);
    const error: unknown = await loadConfig(cwd, undefined, importConfig).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'config', hint });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).toContain('plancliff.config.json');
  });

  it('says what a config that throws said', async () => {
    write('plancliff.config.ts', "throw new Error('no such mood');");
    await expect(loadConfig(cwd, undefined, importConfig)).rejects.toMatchObject({
      code: 'config',
      message: 'plancliff.config.ts:1: the config throws',
      reason: 'no such mood',
    });
  });

  it('names the line of a syntax error', async () => {
    write('plancliff.config.ts', '\nexport default {{');
    await expect(loadConfig(cwd, undefined, importConfig)).rejects.toMatchObject({
      code: 'config',
      message: 'plancliff.config.ts:2: syntax error',
      reason: 'Unexpected token',
    });
  });
});
