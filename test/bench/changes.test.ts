import { errorOf, match, pointsToLoad, type Change } from '../../bench/changes';

const change = (of: string, at: number, before = 'index', after = 'seq'): Change => ({
  of,
  at,
  before,
  after,
});
const everywhere = (): boolean => true;

test('a change is paired with the nearest of the same case and access', () => {
  const virtual = [change('a', 100), change('a', 150), change('b', 100)];
  const real = [change('a', 104), change('b', 100, 'seq', 'index')];
  const found = match(virtual, real, everywhere);
  expect(found.matched).toEqual([{ virtual: virtual[0], real: real[0] }]);
  expect(found.onlyVirtual).toEqual([virtual[1], virtual[2]]);
  expect(found.onlyReal).toEqual([real[1]]);
});

test('changes more than a factor of two apart are two', () => {
  const found = match([change('a', 100)], [change('a', 201)], everywhere);
  expect(found).toMatchObject({ matched: [], onlyVirtual: [{}], onlyReal: [{}] });
});

test('changes far apart are one where that is asked for', () => {
  const [virtual, real] = [change('a', 100), change('a', 900)];
  const found = match([virtual], [real], everywhere, Infinity);
  expect(found).toEqual({ matched: [{ virtual, real }], onlyVirtual: [], onlyReal: [] });
});

test('near the ends of the range a change may lack its partner', () => {
  const found = match([change('a', 99)], [change('b', 50)], ({ at }) => at < 80);
  expect(found.onlyVirtual).toEqual([]);
  expect(found.onlyReal).toHaveLength(1);
});

test('the error is a share of the smaller, whichever that is', () => {
  expect(errorOf({ virtual: change('a', 110), real: change('a', 100) })).toBeCloseTo(0.1);
  expect(errorOf({ virtual: change('a', 100), real: change('a', 110) })).toBeCloseTo(0.1);
});

test('what is loaded is the grid and both sides of each change, in rising order', () => {
  const points = pointsToLoad([1_000, 10_000], [change('a', 2_000), change('b', 20_000)], 0.01);
  expect(points).toEqual([1_000, 1_980, 2_020, 10_000]);
});

test('points that are nearly one are loaded once, and the grid always', () => {
  const points = pointsToLoad(
    [1_000, 2_021, 10_000],
    [change('a', 2_000), change('b', 2_001)],
    0.01,
  );
  expect(points).toEqual([1_000, 1_980, 2_020, 2_021, 10_000]);
});
