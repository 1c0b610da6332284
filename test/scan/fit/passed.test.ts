import type { InferredModel } from '../../../src/generate/model/types';
import { fixed, ratio } from '../../../src/model/growth';
import { reference, serial } from '../../../src/model/distributions';
import { openPassed } from '../../../src/scan/fit/passed';

const model = (parents: number, others = 5): InferredModel => ({
  driving: 'children',
  inferences: [],
  tables: [
    { name: 'parents', role: 'entity', rows: fixed(parents), columns: { id: serial() } },
    { name: 'others', role: 'entity', rows: fixed(others), columns: { id: serial() } },
    {
      name: 'children',
      role: 'child',
      rows: ratio(1),
      columns: { parent_id: reference('parents') },
    },
  ],
});

test('a table that took its rows is known at that scale alone, until it or a table that it refers to changes', () => {
  const passedBy = openPassed();
  passedBy(model(10)).add('children', 1_000);
  expect(passedBy(model(10)).has('children', 1_000)).toBe(true);
  expect(passedBy(model(10, 7)).has('children', 1_000)).toBe(true);
  expect(passedBy(model(10)).has('children', 1_000_000)).toBe(false);
  expect(passedBy(model(10)).has('parents', 1_000)).toBe(false);
  expect(passedBy(model(2)).has('children', 1_000)).toBe(false);
  expect(passedBy({ ...model(10), driving: 'parents' }).has('children', 1_000)).toBe(false);
});
