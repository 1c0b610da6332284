import { withoutReturn } from '../../bench/real-once';
import type { PlanOutcome } from '../../src/plan/types';
import type { Case } from '../../src/scenario/types';

const caseOf = (id: string): Case => ({ id }) as Case;
const statement = { sql: 'select 1', parameters: [] };
const outcome = (text: string): PlanOutcome => ({
  ok: false,
  failure: { message: text, statement },
});

function world() {
  const asked: string[] = [];
  return {
    asked,
    planAt: (scale: number, cases: readonly Case[]) => {
      asked.push(`${scale}: ${cases.map(({ id }) => id).join()}`);
      return Promise.resolve(cases.map(({ id }) => outcome(`${scale} ${id}`)));
    },
    replan: (scale: number) => Promise.resolve(outcome(`again ${scale}`)),
  };
}

test('what was planned at a row count is not planned there again', async () => {
  const real = world();
  const loaded: number[] = [];
  const once = withoutReturn(real, (scale) => loaded.push(scale));
  await once.planAt(10, [caseOf('a')]);
  await once.planAt(20, [caseOf('a')]);
  expect(await once.planAt(10, [caseOf('a')])).toEqual([outcome('10 a')]);
  expect(await once.planAt(20, [caseOf('b'), caseOf('a')])).toEqual([
    outcome('20 b'),
    outcome('20 a'),
  ]);
  expect(real.asked).toEqual(['10: a', '20: a', '20: b']);
  expect(loaded).toEqual([10, 20]);
});

test('other settings are planned only where the rows are', async () => {
  const once = withoutReturn(world());
  await once.planAt(10, [caseOf('a')]);
  expect(await once.replan(10, statement, {})).toEqual(outcome('again 10'));
  await once.planAt(20, [caseOf('a')]);
  await once.planAt(10, [caseOf('a')]);
  expect(await once.replan(10, statement, {})).toEqual(outcome('not loaded any more'));
});
