import fc from 'fast-check';
import { PlancliffError } from '../../src/errors';
import { engines } from '../../src/engine/engines';
import { grid, parseScales } from '../../src/scenario/scales';

test('a range is looked at by decades', () => {
  expect(grid(parseScales('1k..1m'))).toEqual([1e3, 1e4, 1e5, 1e6]);
  expect(grid(engines.virtual.scales)).toHaveLength(7);
  expect(grid(engines.seed.scales)).toHaveLength(4);
});

test('ends that are no decades are kept', () => {
  expect(grid(parseScales('2500..40k'))).toEqual([2500, 1e4, 4e4]);
  expect(grid(parseScales('2k..9k'))).toEqual([2e3, 9e3]);
  expect(grid(parseScales(' 10 .. 100 '))).toEqual([10, 100]);
});

test('a list is taken as it is, in rising order and each once', () => {
  expect(parseScales('250k,1k, 10k,1k')).toEqual({ from: 1e3, to: 25e4, listed: [1e3, 1e4, 25e4] });
  expect(grid(parseScales('250k,1k'))).toEqual([1e3, 25e4]);
  expect(grid(parseScales('10k'))).toEqual([1e4]);
});

test.each(['', '1k..', '..1m', '1m..1k', '1k..1k', '1k,,2k', 'a..b', '1k..10m..1b', 'lots'])(
  '%p is refused with an example',
  (text) => {
    let error: unknown;
    try {
      parseScales(text);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(PlancliffError);
    expect(error).toMatchObject({ code: 'usage', hint: expect.stringContaining('1k..10m') });
  },
);

test('a grid rises from one end to the other in steps of at most a decade', () => {
  const rows = fc.integer({ min: 1, max: 1e11 });
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      fc.pre(a !== b);
      const [from, to] = a < b ? [a, b] : [b, a];
      const points = grid({ from, to });
      expect([points[0], points.at(-1)]).toEqual([from, to]);
      points.slice(1).forEach((point, i) => {
        expect(point).toBeGreaterThan(points[i] ?? Infinity);
        expect(point / (points[i] ?? 1)).toBeLessThanOrEqual(10 + 1e-9);
      });
    }),
  );
});
