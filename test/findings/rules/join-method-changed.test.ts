import { finding } from '../../../src/findings/finding';
import { joinMethodChanged } from '../../../src/findings/rules/join-method-changed';
import type { PlanNode } from '../../../src/plan/types';
import { access, apply, node, planOf, timeline } from '../../helpers/timelines';

const joined = (root: (scale: number) => PlanNode) =>
  timeline((scale) => planOf({ cost: scale, rows: 1 }, [access()], root(scale)));
const changing = joined((scale) => node(scale < 2e6 ? 'Nested Loop' : 'Hash Join'));

test('another join method is a note with both names', () => {
  const found = apply(joinMethodChanged, changing);
  expect(found).toMatchObject([{ kind: 'join-method-changed', severity: 'info', at: 3162278 }]);
  expect(found[0]?.why).toContain('from Nested Loop to Hash Join');
});

test('of several joins the one that changed is named', () => {
  const of = joined((scale) =>
    node('Merge Join', {}, node(scale < 2e6 ? 'Nested Loop' : 'Hash Join')),
  );
  expect(apply(joinMethodChanged, of)[0]?.why).toContain('from Nested Loop to Hash Join');
});

test('the same joins in another order, or fewer of them, are no change of method', () => {
  const order = joined((scale) =>
    scale < 2e6
      ? node('Hash Join', {}, node('Nested Loop'))
      : node('Nested Loop', {}, node('Hash Join')),
  );
  const fewer = joined((scale) => (scale < 2e6 ? node('Hash Join') : node('Seq Scan')));
  for (const each of [order, fewer]) expect(apply(joinMethodChanged, each)).toEqual([]);
});

test('a join that changes with a lost index is part of that', () => {
  const lost = finding(changing, 'index-lost', { at: 3162278, why: '', advice: '' });
  expect(apply(joinMethodChanged, changing, { earlier: [lost] })).toEqual([]);
});
