import { constant, ratio, serial, weighted } from 'plancliff';
import { canonical, modelDigest } from '../../src/scenario/digest';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';

function scenario(
  change: Partial<ScenarioDefinition> = {},
  rest: Partial<Scenario> = {},
): Scenario {
  const definition: ScenarioDefinition = {
    schema: '',
    driving: 'a',
    tables: { a: { columns: { id: serial(), b: weighted({ x: 1, y: 2 }) } } },
    queries: {},
    ...change,
  };
  const base = { name: 's', file: 's.ts', ddl: 'create', queries: [], seed: 1, clock: 'c', conditions: [] }; // prettier-ignore
  return { ...base, definition, ...rest };
}

describe('modelDigest', () => {
  const digest = modelDigest(scenario());

  it('is twelve hexadecimal digits, the same on every machine', () => {
    expect(digest).toBe('2a3c67ae712f');
  });

  it('does not follow queries, settings, names, key order or line ends', () => {
    const columns = { b: weighted({ x: 1, y: 2 }), id: serial() };
    expect(modelDigest(scenario({ tables: { a: { columns } } }))).toBe(digest);
    expect(modelDigest(scenario({ queries: { q: { sql: 'x' } }, settings: { a: 1 } }))).toBe(
      digest,
    );
    expect(modelDigest(scenario({}, { name: 't', file: 'x.ts' }))).toBe(digest);
    expect(modelDigest(scenario({}, { ddl: 'a\r\nb' }))).toBe(
      modelDigest(scenario({}, { ddl: 'a\nb' })),
    );
  });

  it.each([
    ['the DDL', scenario({}, { ddl: 'drop' })],
    ['the seed', scenario({}, { seed: 2 })],
    ['the clock', scenario({}, { clock: 'd' })],
    [
      'a distribution',
      scenario({ tables: { a: { columns: { id: serial(), b: constant('x') } } } }),
    ],
    ['a growth rule', scenario({ tables: { a: { rows: ratio(2), columns: {} } } })],
  ])('follows %s', (_, changed) => {
    expect(modelDigest(changed)).not.toBe(digest);
  });
});

describe('canonical', () => {
  it('orders keys and leaves out what is undefined', () => {
    expect(canonical({ b: [1, { d: 1, c: undefined }], a: null })).toBe(
      '{"a":null,"b":[1,{"d":1}]}',
    );
  });
});
