import { Linter, type Rule } from 'eslint';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import tseslint from 'typescript-eslint';

type Graph = ReadonlyMap<string, readonly string[]>;
type Cycles = readonly (readonly string[])[];

// JavaScript, for ESLint loads it as it is.
const { cyclesIn, importGraph } = jest.requireActual<{
  cyclesIn: (graph: Graph) => Cycles;
  importGraph: (root: string) => Graph;
}>('../../lint/import-cycles');
const { rule } = jest.requireActual<{ rule: Rule.RuleModule }>('../../lint/no-import-cycles');

const graph = (edges: Record<string, readonly string[]>) => new Map(Object.entries(edges));

test('a cycle is every module that reaches itself again, and no module beside', () => {
  const edges = {
    a: ['b'],
    b: ['c', 'd'],
    c: ['a'],
    d: ['e'],
    e: ['d', 'f'],
    f: [],
    g: ['g'],
    h: ['a'],
  };
  expect(cyclesIn(graph(edges))).toEqual([['a', 'b', 'c'], ['d', 'e'], ['g']]);
  expect(cyclesIn(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
});

test('the project has no import cycle', () => {
  expect(cyclesIn(importGraph(resolve('.')))).toEqual([]);
});

describe('the rule', () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'plancliff-lint-'));
    mkdirSync(join(cwd, 'src', 'deep'), { recursive: true });
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  const write = (files: Record<string, string>) =>
    Object.entries(files).forEach(([file, text]) => writeFileSync(join(cwd, 'src', file), text));
  const lint = (file: string) =>
    new Linter({ cwd }).verify(
      readFileSync(join(cwd, 'src', file), 'utf8'),
      [
        {
          files: ['**/*.ts'],
          languageOptions: { parser: tseslint.parser },
          plugins: { local: { rules: { 'no-import-cycles': rule } } },
          rules: { 'local/no-import-cycles': 'error' },
        },
      ],
      { filename: join(cwd, 'src', file) },
    );

  test.each([
    ['a type', "import type { B } from './deep/b';"],
    ['a value', "import { b } from './deep/b';"],
    ['what is exported again', "export { b } from './deep/b';"],
    ['all that is exported again', "export * from './deep/b';"],
    ['a type in place', "export type B = import('./deep/b').B;"],
    ['a module when it is needed', "export const b = () => import('./deep/b');"],
  ])('forbids a cycle by an import of %s', (_, text) => {
    write({ 'a.ts': text, 'deep/b.ts': "import type { A } from '../a';", 'c.ts': "import './a';" });
    expect(lint('a.ts').map(({ message }) => message)).toEqual([
      'This import is part of a cycle: src/a.ts, src/deep/b.ts. Move what both need to a file below them.',
    ]);
    expect(lint('deep/b.ts')).toHaveLength(1);
    expect(lint('c.ts')).toEqual([]);
  });

  test('allows a module that two others import', () => {
    write({
      'a.ts': "import './deep/b'; import './c';",
      'deep/b.ts': "import '../c';",
      'c.ts': '',
    });
    expect(['a.ts', 'deep/b.ts', 'c.ts'].flatMap(lint)).toEqual([]);
  });
});
