import type { Probe } from '../../src/generate/probes/types';
import { sidesOf } from '../../src/scan/sides';

const probe = (table: string, parent?: string): Probe => ({
  kind: 'join',
  name: `${table} ${parent ?? ''}`,
  table,
  ...(parent === undefined ? {} : { parent }),
  sql: 'select 1',
  cases: {},
});

const letters = [...'abcdefghij'];

test('few tables stay in one database', () => {
  expect(sidesOf(letters.slice(0, 7).map((table) => probe(table)))).toEqual([
    new Set(letters.slice(0, 7)),
  ]);
});

test('each of many tables is on one side, and the sides are even', () => {
  const sides = sidesOf(letters.map((table) => probe(table)));
  expect(sides.map(({ size }) => size)).toEqual([5, 5]);
  expect(sides.flatMap((tables) => [...tables]).toSorted()).toEqual(letters);
});

test('children of one parent lie together, so that the parent is made once', () => {
  const children = (parent: string): Probe[] =>
    [1, 2, 3, 4].map((number) => probe(`${parent}${number}`, parent));
  const sides = sidesOf([1, 2, 3, 4].flatMap((n) => [...'xy'].map((p) => probe(`${p}${n}`, p))));
  expect(sides).toHaveLength(2);
  const parents = sides.map((tables) => new Set([...tables].map((table) => table.charAt(0))));
  expect(parents).toEqual([new Set(['x']), new Set(['y'])]);
  expect(sidesOf(children('z'))).toHaveLength(1);
});
