import { indexOnlyLost } from '../../../src/findings/rules/index-only-lost';
import type { AccessMethod } from '../../../src/plan/types';
import { access, apply, planOf, timeline } from '../../helpers/timelines';

const methods = (
  at: (scale: number) => AccessMethod,
  index: (scale: number) => string = () => 'i',
) =>
  timeline((scale) => {
    const method = at(scale);
    const indexes = method === 'seq' ? [] : [index(scale)];
    return planOf({ cost: 10, rows: 20 }, [access({ method, indexes, rows: 300 })]);
  });

test('an index that no longer answers alone is a warning', () => {
  const found = apply(
    indexOnlyLost,
    methods((scale) => (scale < 2e6 ? 'index-only' : 'bitmap')),
  );
  expect(found).toMatchObject([
    { kind: 'index-only-lost', severity: 'warning', at: 3162278, index: 'i' },
  ]);
  expect(found[0]?.why).toContain('fetches each of 300 rows');
});

test('it is a note where the index answers alone again', () => {
  const found = apply(
    indexOnlyLost,
    methods((scale) => (scale === 1e6 ? 'index' : 'index-only')),
  );
  expect(found).toMatchObject([{ severity: 'info' }]);
  expect(found[0]?.why).toContain('to 3.16M');
});

test('a gain, a full scan and another index are told by other rules or by none', () => {
  const gain = methods((scale) => (scale < 2e6 ? 'index' : 'index-only'));
  const lost = methods((scale) => (scale < 2e6 ? 'index-only' : 'seq'));
  const other = methods(
    (scale) => (scale < 2e6 ? 'index-only' : 'index'),
    (scale) => (scale < 2e6 ? 'a' : 'b'),
  );
  for (const each of [gain, lost, other]) expect(apply(indexOnlyLost, each)).toEqual([]);
});
