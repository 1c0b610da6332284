import { inLanes } from '../../src/timeline/lanes';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('as many items are under way as there are lanes, in their order', async () => {
  let open = 0;
  let most = 0;
  const started: number[] = [];
  await inLanes([1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item);
    open += 1;
    most = Math.max(most, open);
    await nextTurn();
    open -= 1;
  });
  expect(started).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test('a failure ends the work once what is under way has ended', async () => {
  const ended: number[] = [];
  const work = inLanes([1, 2, 3, 4], 2, async (item) => {
    if (item === 1) throw new Error('no');
    await nextTurn();
    ended.push(item);
  });
  await expect(work).rejects.toThrow('no');
  expect(ended).toEqual([2]);
});
