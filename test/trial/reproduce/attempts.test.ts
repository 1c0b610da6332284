import { reading } from '../../../src/plan/read';
import { noFacts } from '../../../src/plan/facts';
import type { Plan, PlanNode } from '../../../src/plan/types';
import { attemptsFor } from '../../../src/trial/reproduce/attempts';
import { likeness } from '../../../src/trial/reproduce/likeness';
import { joinSignature, withoutUnused } from '../../../src/trial/reproduce/methods';
import { documentOf, node } from '../explained';

const planOf = (root: PlanNode): Plan => reading(documentOf(root), noFacts).plan;

const scan = (relation: string, index?: string): PlanNode =>
  node(index === undefined ? 'Seq Scan' : 'Index Scan', {
    'Relation Name': relation,
    Schema: 'public',
    Alias: relation,
    ...(index === undefined ? {} : { 'Index Name': index, 'Index Cond': `(${relation}.id = 1)` }),
  });
const joined = (type: string, ...children: readonly PlanNode[]): PlanNode =>
  node(type, { 'Join Type': 'Inner' }, children);

describe('attempts', () => {
  const target = { plan: planOf(joined('Nested Loop', scan('a'), scan('b', 'b_key'))), scale: 5e6 };
  const attempts = attemptsFor(target);

  test('begin with what the planner does by itself, and rise', () => {
    expect(attempts[0]).toEqual({ by: 'planned', settings: {} });
    const order = attempts.map(({ by }) => ['planned', 'hidden', 'statistics'].indexOf(by));
    expect(order).toEqual(order.toSorted());
  });

  test('hide the indexes that the target does without, on all its relations', () => {
    expect(attempts[1]?.hide).toEqual({
      relations: [
        { schema: 'public', name: 'a' },
        { schema: 'public', name: 'b' },
      ],
      keep: ['b_key'],
    });
  });

  test('take statistics of the scale where the plan was found', () => {
    expect(new Set(attempts.map(({ statisticsOf }) => statisticsOf))).toEqual(
      new Set([undefined, 5e6]),
    );
  });
});

describe('methods', () => {
  test('turned off are those that the plan does not use', () => {
    const off = withoutUnused(
      documentOf(joined('Hash Join', scan('a'), node('Hash', {}, [scan('b')]))),
    );
    expect(off).toMatchObject({ enable_nestloop: 'off', enable_indexscan: 'off' });
    expect(off).not.toHaveProperty('enable_hashjoin');
    expect(off).not.toHaveProperty('enable_seqscan');
  });

  test('an index-only scan is one that enable_indexscan discourages too', () => {
    const off = withoutUnused(documentOf(node('Index Only Scan', { 'Index Name': 'a_pkey' }, [])));
    expect(off).toMatchObject({ enable_seqscan: 'off', enable_bitmapscan: 'off' });
    expect(off).not.toHaveProperty('enable_indexscan');
    expect(off).not.toHaveProperty('enable_indexonlyscan');
  });

  test('a hashed aggregate is one, a sorted one is none', () => {
    const aggregate = (Strategy: string): PlanNode => node('Aggregate', { Strategy }, [scan('a')]);
    expect(withoutUnused(documentOf(aggregate('Hashed')))).not.toHaveProperty('enable_hashagg');
    expect(withoutUnused(documentOf(aggregate('Sorted')))).toHaveProperty('enable_hashagg', 'off');
  });

  test('of joins are the same whichever side is hashed', () => {
    const outer = (type: string): string =>
      joinSignature(documentOf(node('Hash Join', { 'Join Type': type }, [scan('a'), scan('b')])));
    expect(outer('Right')).toBe(outer('Left'));
    expect(outer('Right Semi')).toBe(outer('Semi'));
    expect(outer('Inner')).not.toBe(outer('Left'));
  });

  test('of subplans: hashed or not', () => {
    const filtered = (filter: string): string =>
      joinSignature(documentOf(node('Seq Scan', { Filter: filter })));
    expect(filtered('(NOT (ANY (a.id = (hashed SubPlan 1).col1)))')).not.toBe(
      filtered('(NOT (ANY (a.id = (SubPlan 1).col1)))'),
    );
  });
});

describe('likeness', () => {
  const nested = planOf(joined('Nested Loop', scan('a'), scan('b')));

  test('tells joins from accesses', () => {
    expect(likeness(planOf(joined('Nested Loop', scan('b'), scan('a'))), nested)).toBe('joins');
    expect(likeness(planOf(joined('Merge Join', scan('a'), scan('b'))), nested)).toBe('access');
    expect(likeness(planOf(joined('Nested Loop', scan('a'), scan('b', 'b_key'))), nested)).toBe(
      'none',
    );
  });
});
