import { endOfSample } from '../../../../src/engine/virtual/statistics/jittered-ends';

/** A fixed sequence of even draws. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test.each([
  ['a jitter of many rows', 1_000_000, 20_000, 200],
  ['a jitter between two rows', 1_000_000, 100, 200],
  ['a jitter as wide as the span', 1_000, 1_000, 200],
])('the last row of half of all samples lies beyond: %s', (_, span, jitter, rows) => {
  const inside = endOfSample(span, jitter, rows);
  const next = draws(1);
  const samples = 1_000;
  let beyond = 0;
  for (let k = 0; k < samples; k += 1) {
    let highest = 0;
    for (let row = 0; row < rows; row += 1) {
      highest = Math.max(highest, next() * (span - jitter) + next() * jitter);
    }
    if (highest > span - inside) beyond += 1;
  }
  // Three standard errors of 1,000 tosses.
  expect(Math.abs(beyond / samples - 0.5)).toBeLessThan(0.048);
});
