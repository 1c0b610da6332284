import { accessPaths } from '../../src/plan/access';
import { describeAccess } from '../../src/plan/describe';
import type { CatalogFacts } from '../../src/plan/facts';
import type { PlanNode } from '../../src/plan/types';
import { documentOf, factsOf, node, scan } from '../fixtures/explain/nodes';
import { recorded } from '../fixtures/explain/recorded';

const index = (i: number, cost: number): PlanNode =>
  scan('Index Scan', `events_${i}`, {
    Alias: `e_${i}`,
    'Index Name': `events_${i}_at_idx`,
    'Index Cond': `(e_${i}.at > 'x'::date)`,
    'Total Cost': cost,
    'Plan Rows': 10,
  });
const bitmap = (i: number, cost: number): PlanNode =>
  scan(
    'Bitmap Heap Scan',
    `events_${i}`,
    { Alias: `e_${i}`, 'Total Cost': cost, 'Plan Rows': 10 },
    node('Bitmap Index Scan', {
      'Index Name': `events_${i}_at_idx`,
      'Index Cond': `(e_${i}.at > 'x'::date)`,
    }),
  );
const seq = (i: number, cost: number): PlanNode =>
  scan('Seq Scan', `events_${i}`, {
    Alias: `e_${i}`,
    Filter: `(e_${i}.at > 'x'::date)`,
    'Total Cost': cost,
    'Plan Rows': 5,
  });

const catalog = factsOf({
  partitions: Object.fromEntries([1, 2, 3, 4, 5].map((i) => [`events_${i}`, 'events'])),
  indexes: Object.fromEntries(
    [1, 2, 3, 4, 5].map((i) => [
      `events_${i}_at_idx`,
      { name: 'events_at_idx', method: 'btree', keys: ['at'] },
    ]),
  ),
});

function lines(children: readonly PlanNode[], facts: CatalogFacts = catalog): readonly string[] {
  const paths = accessPaths(documentOf(node('Append', {}, ...children)), facts);
  return paths.map((path) => `${path.occurrence} ×${path.partitions} ${describeAccess(path)}`);
}

test('partitions that are read alike are one line, by index or by bitmap', () => {
  expect(lines([index(1, 8), bitmap(2, 9), index(3, 8)])).toEqual([
    'e/shop.events ×3 Index Scan events_at_idx (e): on at',
  ]);
});

test('rows and costs add up', () => {
  const [path] = accessPaths(documentOf(node('Append', {}, index(1, 8), index(2, 9))), catalog);
  expect([path?.rows, path?.cost]).toEqual([20, 17]);
});

test('the line does not tell how many there are: they grow in number', () => {
  // With one partition the planner leaves the Append out, and the suffix with it.
  const alone = scan('Index Scan', 'events_1', {
    Alias: 'e',
    'Index Name': 'events_1_at_idx',
    'Index Cond': `(e.at > 'x'::date)`,
  });
  const one = accessPaths(documentOf(alone), catalog).map(describeAccess);
  const many = accessPaths(documentOf(node('Append', {}, index(1, 8), index(2, 8))), catalog).map(
    describeAccess,
  );
  expect(one).toEqual(['Index Scan events_at_idx (e): on at']);
  expect(many).toEqual(['Index Scan events_at_idx (e): on at']);
});

test('a partition of a few pages is read in full whatever its indexes, and is no exception', () => {
  expect(lines([index(1, 8), index(2, 8), seq(3, 1.1)])).toEqual([
    'e/shop.events ×3 Index Scan events_at_idx (e): on at',
  ]);
  expect(lines([index(1, 8), seq(2, 0), seq(3, 0), seq(4, 1)])).toEqual([
    'e/shop.events ×4 Index Scan events_at_idx (e): on at',
  ]);
});

test('the way that costs most per partition speaks for the table', () => {
  expect(lines([index(1, 8), index(2, 8), index(3, 8), seq(4, 5000)])).toEqual([
    'e/shop.events ×1 Seq Scan (e)',
    'e/shop.events_1 ×3 Index Scan events_at_idx (e, some partitions): on at',
  ]);
});

test('partitions of uneven size that flip one after the other are a toss-up: the most common way speaks', () => {
  const line = (way: string): readonly string[] => [`e/shop.events ×5 ${way} (e)`];
  expect(lines([seq(1, 9), seq(2, 9), index(3, 8.5), seq(4, 9), seq(5, 7)])).toEqual(
    line('Seq Scan'),
  );
  expect(lines([index(1, 9), seq(2, 9.5), index(3, 8.5), bitmap(4, 9), index(5, 9)])).toEqual([
    'e/shop.events ×5 Index Scan events_at_idx (e): on at',
  ]);
  // As many of each: the index speaks.
  expect(lines([index(1, 9), seq(2, 9.5)])).toEqual([
    'e/shop.events ×2 Index Scan events_at_idx (e): on at',
  ]);
});

test('without a catalog the names tell what they have in common', () => {
  expect(lines([index(1, 8), index(2, 8)], factsOf())).toEqual([
    'e/shop.events_* ×2 Index Scan events_*_at_idx (e): on at',
  ]);
  expect(accessPaths(recorded('partition exception')).map(describeAccess)).toEqual([
    'Seq Scan (events)',
    'Index Scan events_*_payload_idx (events, some partitions): on payload',
  ]);
});

test('heirs of an ordinary table have indexes of their own and stay apart', () => {
  expect(accessPaths(recorded('inheritance')).map(describeAccess)).toEqual([
    'Index Scan places_height_idx (places, table places): on height',
    'Index Scan cities_height_idx (places, table cities): on height',
  ]);
});
