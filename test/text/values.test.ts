import fc from 'fast-check';
import { readFactor } from '../../src/commands/option-values';
import { validateConditions } from '../../src/scenario/validate/validate-conditions';
import { readChoice, readDuration, readMajor, readShare } from '../../src/text/values';
import { PlancliffError } from '../../src/errors';

describe('readShare', () => {
  it('reads percent and shares alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (percent) => {
        expect(readShare('--precision', `${percent}%`)).toBeCloseTo(percent / 100, 12);
        expect(readShare('--precision', percent / 100)).toBeCloseTo(percent / 100, 12);
      }),
    );
  });

  it.each(['0', '1', '5', '100%', '-1%', '%', 'five', ''])('refuses %j', (text) => {
    expect(() => readShare('--precision', text)).toThrow(/^--precision cannot be/);
  });
});

describe('readDuration', () => {
  it.each([
    ['500ms', 500],
    ['5s', 5000],
    ['1.5s', 1500],
    ['2min', 120_000],
    ['250', 250],
  ])('reads %s', (text, expected) => expect(readDuration('--lock-timeout', text)).toBe(expected));

  it.each(['0', '0s', '-1s', '5 hours', 'soon', '99999999min'])('refuses %j', (text) => {
    expect(() => readDuration('--lock-timeout', text)).toThrow(PlancliffError);
  });
});

describe('readFactor', () => {
  it('takes what conditions of a scenario take: any number above 1', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e6, minExcluded: true, noNaN: true }), (factor) => {
        expect(readFactor('--stale', String(factor))).toBe(factor);
        expect(validateConditions([{ label: 'old', stale: factor }], [])).toHaveLength(2);
      }),
    );
  });

  it.each(['1', '0.5', '-2', '', 'ten', 'Infinity'])('refuses %j', (text) => {
    expect(() => readFactor('--stale', text)).toThrow(/^--stale cannot be/);
  });
});

describe('readChoice', () => {
  it('names the nearest choice', () => {
    expect(readChoice('--engine', 'seed', ['virtual', 'seed'])).toBe('seed');
    try {
      readChoice('--engine', 'virtul', ['virtual', 'seed']);
      throw new Error('taken');
    } catch (error) {
      expect(error).toMatchObject({ code: 'usage', hint: 'Did you mean virtual?' });
    }
  });
});

describe('readMajor', () => {
  it('reads majors and refuses the rest', () => {
    expect(readMajor('--pg', '17')).toBe(17);
    expect(() => readMajor('--pg', '17.2')).toThrow(PlancliffError);
    expect(() => readMajor('--pg', 'latest')).toThrow(PlancliffError);
  });
});
