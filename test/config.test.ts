import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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
    ['{ "scenarios": 3 }', "scenarios cannot be '3'", 'Write the path of a folder.'],
    ['{ "failOn": "errors" }', "unknown value 'errors' for failOn", 'Did you mean error?'],
    ['{ "pg": "new" }', "pg cannot be 'new'", 'Write a major version such as 17.'],
    ['{ "scales": 3 }', "scales cannot be '3'", expect.stringContaining('1k..10m')],
    ['{ "trial": true }', "trial cannot be 'true'", expect.stringContaining('10k,30k,100k')],
    ['{ "pg": {} }', "pg cannot be '{}'", 'Write a major version such as 17.'],
    ['{ "pg": "0x12" }', "pg cannot be '0x12'", 'Write a major version such as 17.'],
    ['{ "a\\nb\\u001b[31m": 1 }', "unknown option 'a\\nb\\u001b[31m'", expect.anything()],
    [`{ "${'k'.repeat(100_000)}": 1 }`, `unknown option '${'k'.repeat(80)}…'`, expect.anything()],
    ['[]', 'contains no object', expect.stringContaining('{ "scales": "1k..10m" }')],
    ['{', 'is not valid JSON', expect.stringContaining('no comments')],
    ['{ "pg": 17, // the newest\n }', 'is not valid JSON', expect.stringContaining('no comments')],
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

  it.each([
    ['ends in a constant', 'const config = { pg: 17 };', 'the module has no default export'],
    ['is empty', '', 'the module has no default export'],
    ['exports names alone', 'export const pg = 17;', 'the module has no default export'],
    [
      'exports a function',
      'export default () => ({ pg: 17 });',
      'the default export is a function',
    ],
    ['exports a class', 'export default new Map();', 'the default export is no plain object'],
    ['has a function for a value', 'export default { pg: () => 17 };', 'pg is a function'],
    [
      'has a key without a name',
      'export default { [Symbol("pg")]: 17 };',
      'has a key that is a symbol',
    ],
    [
      'contains itself',
      'const a: any = {}; a.rules = a; export default a;',
      'rules contains itself',
    ],
    [
      'has an accessor that throws',
      'export default { get pg() { throw new Error("x"); } };',
      'the config throws',
    ],
  ])('refuses a module that %s', async (_, text, message) => {
    write('plancliff.config.ts', text);
    const error: unknown = await loadConfig(cwd, undefined, importConfig).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'config' });
    expect((error as Error).message).toMatch(/^plancliff\.config\.ts/);
    expect((error as Error).message).toContain(message);
  });

  it('waits for an export that is a promise', async () => {
    write('plancliff.config.ts', 'export default Promise.resolve({ pg: 17 });');
    expect(await loadConfig(cwd, undefined, importConfig)).toEqual({ pg: 17 });
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'])('reads JSON in %s by its mark', async (encoding) => {
    const text = '\ufeff{ "pg": 17 }';
    const bytes = Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
    writeFileSync(
      join(cwd, 'plancliff.config.json'),
      encoding === 'utf-16be' ? bytes.swap16() : bytes,
    );
    expect(await loadConfig(cwd, undefined, importConfig)).toEqual({ pg: 17 });
  });

  it('ignores no second file, no link that leads nowhere, no folder and no format of other tools', async () => {
    const refused = async (file?: string): Promise<string> =>
      loadConfig(cwd, file, importConfig).then(
        () => 'nothing is refused',
        (error: unknown) => (error as Error).message,
      );
    write('plancliff.config.yaml', 'pg: 17');
    expect(await refused()).toContain(
      'plancliff.config.yaml has an ending that plancliff does not',
    );
    write('plancliff.config.json', '{}');
    expect(await refused()).toBe(
      'there are two config files: plancliff.config.json and plancliff.config.yaml',
    );
    expect(await refused('plancliff.config.json')).toBe('nothing is refused');
    expect(await refused('plancliff.config.yaml')).toContain('an ending that plancliff does not');
    expect(await refused('.')).toContain('the config file . is a folder');
    rmSync(join(cwd, 'plancliff.config.yaml'));
    rmSync(join(cwd, 'plancliff.config.json'));
    symlinkSync('nowhere', join(cwd, 'plancliff.config.ts'));
    expect(await refused()).toContain(
      'plancliff.config.ts is a link to a file that does not exist',
    );
    rmSync(join(cwd, 'plancliff.config.ts'));
    symlinkSync('plancliff.config.ts', join(cwd, 'plancliff.config.ts'));
    expect(await refused()).toContain('plancliff.config.ts cannot be read: ELOOP');
    rmSync(join(cwd, 'plancliff.config.ts'));
    mkdirSync(join(cwd, 'plancliff.config.ts'));
    expect(await refused()).toContain('plancliff.config.ts is a folder');
  });
});
