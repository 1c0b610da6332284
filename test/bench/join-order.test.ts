import { readFilters } from '../../bench/workloads/join-order/filters';
import { readGraph } from '../../bench/workloads/join-order/graph';
import { families } from '../../bench/workloads/join-order/families';
import { queries } from '../../bench/workloads/join-order/queries';

test('a graph joins what stands in parentheses to what stands before them', () => {
  expect(readGraph('t1(mc(cn ct) ml(lt t2(kt)))')).toEqual({
    aliases: ['t1', 'mc', 'cn', 'ct', 'ml', 'lt', 't2', 'kt'],
    joins: [
      't1.id = mc.movie_id',
      'mc.company_id = cn.id',
      'mc.company_type_id = ct.id',
      't1.id = ml.movie_id',
      'ml.link_type_id = lt.id',
      'ml.linked_movie_id = t2.id',
      't2.kind_id = kt.id',
    ],
  });
});

test('a graph names only what exists and joins', () => {
  expect(() => readGraph('t(xx)')).toThrow('No table is called xx');
  expect(() => readGraph('mk(cn)')).toThrow('Nothing joins cn to mk');
});

test('filters are read by name, negated, as alternatives and as numbers', () => {
  expect(readFilters('mc:!usa cn2:us|nl t:>2005 t:1950..2000 t:ep<100 mx:>5.0')).toEqual([
    "not mc.note like '%(USA)%'",
    "(cn2.country_code = '[us]' or cn2.country_code = '[nl]')",
    't.production_year > 2005',
    't.production_year between 1950 and 2000',
    't.episode_nr < 100',
    "mx.info > '5.0'",
  ]);
});

test('a filter that a table lacks is refused', () => {
  expect(() => readFilters('t:us')).toThrow('title has no filter us');
});

test('33 families make 113 queries, of 4 to 17 tables', () => {
  expect(Object.keys(families)).toHaveLength(33);
  expect(Object.keys(queries)).toHaveLength(113);
  const sizes = Object.values(families).map(({ graph }) => readGraph(graph).aliases.length);
  expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([4, 17]);
});
