import { finding } from '../../../src/findings/finding';
import { parallelStarts } from '../../../src/findings/rules/parallel-starts';
import { access, apply, node, planOf, timeline } from '../../helpers/timelines';

const from = (first: number, workers = 2) =>
  timeline((scale) =>
    planOf(
      { cost: scale, rows: 1 },
      [access()],
      scale < first ? node('Seq Scan') : node('Gather', { 'Workers Planned': workers }),
    ),
  );

test('the first plan with workers is a note', () => {
  const found = apply(parallelStarts, from(1e6));
  expect(found).toMatchObject([{ kind: 'parallel-starts', severity: 'info', at: 316228 }]);
  expect(found[0]?.why).toContain('2 parallel workers');
  expect(apply(parallelStarts, from(1e6, 1))[0]?.why).toContain('1 parallel worker,');
});

test('a plan that has workers from the start, or never, starts nothing', () => {
  expect(apply(parallelStarts, from(1))).toEqual([]);
  expect(apply(parallelStarts, from(1e10))).toEqual([]);
});

test('workers that come with a lost index are part of that', () => {
  const of = from(1e6);
  const lost = finding(of, 'index-lost', { at: 400_000, why: '', advice: '' });
  expect(apply(parallelStarts, of, { earlier: [lost] })).toEqual([]);
  expect(apply(parallelStarts, of, { earlier: [{ ...lost, at: 4e6 }] })).toHaveLength(1);
});
