import { elected, isDecided } from '../../../src/engine/seed/vote';
import type { PlanOutcome } from '../../../src/plan/types';

const statement = { sql: 'select 1', parameters: [] };

function vote(accessSignature: string, cost = 1): PlanOutcome {
  const document = { root: { type: 'Result', properties: {}, children: [] }, rest: {} };
  const plan = {
    document,
    cost,
    rows: 1,
    accesses: [],
    signature: accessSignature,
    accessSignature,
  };
  return { ok: true, plan, statement };
}

const votes = (signatures: string): PlanOutcome[] => [...signatures].map((letter) => vote(letter));

describe('isDecided', () => {
  test.each([
    ['', false],
    ['a', false],
    ['aa', true],
    ['ab', false],
    ['aba', false],
    ['abaa', true],
    ['ababab', false],
    ['abababa', true],
    ['abc', false],
  ])('%s: %s', (cast, decided) => {
    expect(isDecided(votes(cast))).toBe(decided);
  });
});

describe('elected', () => {
  test('takes the most frequent access', () => {
    expect(elected(votes('baa'))).toMatchObject({ plan: { accessSignature: 'a' } });
  });

  test('takes the access seen first of two that are equally frequent', () => {
    expect(elected(votes('ba'))).toMatchObject({ plan: { accessSignature: 'b' } });
  });

  test('takes the plan of median cost', () => {
    const cast = [vote('a', 30), vote('b', 1), vote('a', 10), vote('a', 20)];
    expect(elected(cast)).toMatchObject({ plan: { cost: 20 } });
  });

  test('counts failures with one message as one outcome', () => {
    const failed: PlanOutcome = { ok: false, failure: { message: 'no such column', statement } };
    expect(isDecided([failed, { ...failed }])).toBe(true);
    expect(elected([failed])).toBe(failed);
  });
});
