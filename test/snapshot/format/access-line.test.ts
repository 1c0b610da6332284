import fc from 'fast-check';
import { describeAccess } from '../../../src/plan/describe';
import { accessMethods, type AccessPath, type Predicate } from '../../../src/plan/types';
import { readAccessLine } from '../../../src/snapshot/format/access-line';

const name = fc.stringMatching(/^[a-z_][a-z0-9_$]{0,12}$/);
const predicates = fc
  .array(name, { maxLength: 3 })
  .map((columns): Predicate[] => columns.map((column) => ({ text: column, columns: [column] })));

const path: fc.Arbitrary<AccessPath> = fc
  .record({
    alias: name,
    relation: name,
    method: fc.constantFrom(...accessMethods),
    indexes: fc.array(name, { minLength: 1, maxLength: 2 }),
    direction: fc.constantFrom('forward' as const, 'backward' as const),
    conditions: predicates,
    filters: predicates,
    suffix: fc.constantFrom('', '#2', '@subplan_1'),
    exception: fc.boolean(),
  })
  .map(({ suffix, exception, indexes, ...rest }) => ({
    ...rest,
    ...(exception ? { exception: true as const } : {}),
    indexes: ['index-only', 'index', 'bitmap'].includes(rest.method) ? indexes : [],
    schema: 'public',
    occurrence: `${rest.alias}${suffix.startsWith('#') ? suffix : ''}/public.${rest.relation}${suffix.startsWith('@') ? suffix : ''}`,
    partitions: 1,
    rows: 1,
    cost: 1,
  }));

const columns = (list: readonly Predicate[]): string[] =>
  [...new Set(list.flatMap((each) => each.columns))].sort();

test('the words of an access are understood again', () => {
  fc.assert(
    fc.property(path, (access) => {
      const text = describeAccess(access);
      const read = readAccessLine(text);
      expect(read).toMatchObject({
        text,
        direct: access.indexes.length > 0 || access.method === 'tid',
        indexOnly: access.method === 'index-only',
        index: access.indexes.join(' + '),
      });
      expect(read.occurrence).toBe(
        access.occurrence.replace(`/public.${access.relation}`, () => '') +
          (access.exception === true ? ', some partitions' : ''),
      );
      if (access.method === 'seq' || access.method === 'sample') return;
      expect(read.conditions).toEqual(columns(access.conditions));
      expect(read.filters).toEqual(columns(access.filters));
    }),
  );
});

test('other words are an access of their own, without an index', () => {
  expect(readAccessLine('whatever someone wrote')).toMatchObject({
    occurrence: 'whatever someone wrote',
    direct: false,
    index: '',
  });
});
