import { Linter, type Rule } from 'eslint';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import tseslint from 'typescript-eslint';

type Orders = Readonly<Record<string, readonly string[]>>;

// JavaScript, for ESLint loads it as it is.
const { importGraph } = jest.requireActual<{
  importGraph: (root: string) => ReadonlyMap<string, readonly string[]>;
}>('../../lint/import-cycles');
const { upwardImport } = jest.requireActual<{
  upwardImport: (orders: Orders, from: string, to: string) => object | undefined;
}>('../../lint/upward-imports');
const { rule } = jest.requireActual<{ rule: Rule.RuleModule }>('../../lint/no-upward-imports');
const orders = jest.requireActual<Orders>('../../lint/folder-order');

const root = resolve('.');

describe('an import', () => {
  const small = { src: ['upper/words', 'lower', 'upper', 'top'], 'src/upper': ['words', 'a', 'b'] };
  const between = (from: string, to: string) =>
    upwardImport(small, `src/${from}.ts`, `src/${to}.ts`);

  test('may go down, stay in its folder, and leave src', () => {
    expect(between('upper/a', 'lower/x')).toBeUndefined();
    expect(between('top', 'upper/b/deep')).toBeUndefined();
    expect(between('upper/a/x', 'upper/a/y')).toBeUndefined();
    for (const [from, to] of [
      ['src/upper/a.ts', 'package.json'],
      ['test/x.ts', 'src/top.ts'],
    ] as const)
      expect(upwardImport(small, from, to)).toBeUndefined();
  });

  test('may not go up', () => {
    expect(between('lower/x', 'upper/a')).toEqual({ below: 'src/lower', above: 'src/upper' });
  });

  test('may reach a file on the ground from everywhere, but that file imports nothing above', () => {
    expect(between('lower/x', 'upper/words')).toBeUndefined();
    expect(between('upper/words', 'lower/x')).toMatchObject({ above: 'src/lower' });
    expect(between('lower/x', 'upper/words-of-b')).toMatchObject({ above: 'src/upper' });
  });

  test('follows the order inside a folder as well', () => {
    expect(between('upper/b', 'upper/a')).toBeUndefined();
    expect(between('upper/a', 'upper/b')).toEqual({ below: 'src/upper/a', above: 'src/upper/b' });
  });

  test('of a file beside the folders of an order with * is not looked at', () => {
    const rooms = { 'src/room': ['*', 'a', 'b'] };
    const within = (from: string, to: string) =>
      upwardImport(rooms, `src/room/${from}.ts`, `src/room/${to}.ts`);
    expect(within('types', 'b/x')).toBeUndefined();
    expect(within('a/x', 'types')).toBeUndefined();
    expect(within('a/x', 'b/x')).toEqual({ below: 'src/room/a', above: 'src/room/b' });
    expect(within('new/x', 'a/x')).toEqual({ unknown: 'src/room/new/x.ts' });
  });

  test('of a module that no entry names is reported', () => {
    expect(between('new/x', 'lower/x')).toEqual({ unknown: 'src/new/x.ts' });
    expect(between('top', 'new/x')).toEqual({ unknown: 'src/new/x.ts' });
  });
});

test('no module of the project imports upwards', () => {
  const upward = [...importGraph(root)].flatMap(([from, targets]) =>
    targets.filter((to) => upwardImport(orders, from, to)).map((to) => `${from} -> ${to}`),
  );
  expect(upward).toEqual([]);
});

test('every folder with several folders in it has an order, but for those of which none imports another', () => {
  const unrelated = ['src/commands', 'src/engine/twin/growth', 'src/scenario'];
  const foldersIn = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}`);
  const withoutOrder = (folder: string): string[] => {
    const inner = foldersIn(folder);
    const own = inner.length > 1 && orders[folder] === undefined ? [folder] : [];
    return [...own, ...inner.flatMap(withoutOrder)];
  };
  expect(withoutOrder('src')).toEqual(unrelated);
});

test('the order names only what exists', () => {
  const entries = Object.entries(orders).flatMap(([folder, order]) =>
    order.filter((entry) => entry !== '*').map((entry) => join(folder, entry)),
  );
  const missing = entries.filter((entry) => !existsSync(entry) && !existsSync(`${entry}.ts`));
  expect(missing).toEqual([]);
});

test.each([
  ["import type { Finding } from '../findings/types';", 'src/text is below src/findings'],
  ["export * from '../findings/types';", 'src/text is below src/findings'],
  ["export type F = import('../findings/types').Finding;", 'src/text is below src/findings'],
  ["import '../nowhere/x';", 'src/nowhere/x.ts has no place'],
])('the rule reports %s', (text, message) => {
  const messages = new Linter({ cwd: root }).verify(
    text,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: { local: { rules: { 'no-upward-imports': rule } } },
        rules: { 'local/no-upward-imports': 'error' },
      },
    ],
    { filename: join(root, 'src', 'text', 'x.ts') },
  );
  expect(messages.map((each) => each.message)).toEqual([expect.stringContaining(message)]);
});
