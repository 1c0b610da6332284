import { guard } from '../../src/sql/guard';
import { checkPlannable } from '../../src/sql/plannable';

test.each([2_000, 5_000, 100_000])(
  'a sum of %i terms is read or refused in one line',
  async (n) => {
    const sql = `select 1${'+1'.repeat(n)} from orders`;
    for (const result of [await checkPlannable(sql), await guard(sql)]) {
      if (n === 2_000) expect(result.ok).toBe(true);
      else expect(JSON.stringify(result)).toContain('nest deeper than plancliff reads');
    }
  },
);

test('many terms beside each other are no depth', async () => {
  const terms = Array.from({ length: 2_000 }, (_, k) => `id = ${k}`);
  expect((await checkPlannable(`select * from orders where ${terms.join(' or ')}`)).ok).toBe(true);
});
