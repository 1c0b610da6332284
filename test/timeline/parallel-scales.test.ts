import { openParallelScales } from '../../src/timeline/parallel-scales';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('as many scales are under way as there are databases', async () => {
  let open = 0;
  let most = 0;
  const visited: number[] = [];
  await openParallelScales(2)([1e3, 1e4, 1e5, 1e6, 1e7], async (scale) => {
    visited.push(scale);
    open += 1;
    most = Math.max(most, open);
    await nextTurn();
    open -= 1;
  });
  expect(visited.toSorted((a, b) => a - b)).toEqual([1e3, 1e4, 1e5, 1e6, 1e7]);
  expect(most).toBe(2);
});

test('one database goes upwards, each time anew', async () => {
  const visited: number[] = [];
  const visit = openParallelScales(1);
  await visit([1e4, 1e3, 1e5], (scale) => Promise.resolve(void visited.push(scale)));
  await visit([9e4, 2e3], (scale) => Promise.resolve(void visited.push(scale)));
  expect(visited).toEqual([1e3, 1e4, 1e5, 2e3, 9e4]);
});

test('two databases part the axis, and stay near their scales', async () => {
  const visited: number[] = [];
  const visit = openParallelScales(2);
  const work = async (scale: number): Promise<void> => {
    visited.push(scale);
    await nextTurn();
  };
  await visit([1e3, 1e4, 1e8, 1e9], work);
  expect(visited).toEqual([1e3, 1e9, 1e4, 1e8]);
  visited.length = 0;
  await visit([2e3, 2e4, 3e7, 3e8], work);
  expect(visited).toEqual([2e4, 3e8, 2e3, 3e7]);
});

test('a failure ends the work once what is under way has ended', async () => {
  const ended: number[] = [];
  const work = openParallelScales(2)([1, 2, 3, 4], async (scale) => {
    if (scale === 1) throw new Error('no');
    await nextTurn();
    ended.push(scale);
  });
  await expect(work).rejects.toThrow('no');
  expect(ended).toEqual([4]);
});
