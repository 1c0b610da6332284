import { secretsOf } from '../../src/commands/secrets';

const of = (argv: readonly string[], env: Record<string, string> = {}): readonly string[] => [
  ...new Set(secretsOf({ argv, env })),
];

describe('secretsOf', () => {
  it.each([
    ['postgres://me:hunter2@h/d', ['hunter2']],
    ['me:p@ss@h', ['p@ss']],
    ['postgres://app:app@h/d', [':app@']],
    ['--database-url=postgresql://me:hun%20ter@h', ['hun%20ter', 'hun ter']],
    ['postgres://me@h:5432/d', []],
    ['scenarios/shop.ts', []],
    ['newest: a@b', [' a']],
  ])('%s', (argument, expected) => expect(of([argument])).toEqual(expected));

  it('looks at the variables that hold one', () => {
    expect(
      of([], { DATABASE_URL: 'postgres://a:one@h', PGPASSWORD: 'two', HOME: 'a:b@c' }),
    ).toEqual(['one', 'two']);
  });
});
