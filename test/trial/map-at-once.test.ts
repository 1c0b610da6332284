import { setImmediate as soon } from 'node:timers/promises';
import { mapAtOnce } from '../../src/trial/map-at-once';

test('results come in the order of the items, and no more are under way than allowed', async () => {
  let underWay = 0;
  let most = 0;
  const results = await mapAtOnce([3, 1, 2, 0], 2, async (turns) => {
    underWay += 1;
    most = Math.max(most, underWay);
    for (let k = 0; k < turns; k += 1) await soon();
    underWay -= 1;
    return turns * 10;
  });
  expect(results).toEqual([30, 10, 20, 0]);
  expect(most).toBe(2);
});

test('a failure is thrown when the work under way has ended, and nothing is begun after it', async () => {
  const ended: number[] = [];
  const begun: number[] = [];
  const failing = mapAtOnce([0, 1, 2, 3], 2, async (item) => {
    begun.push(item);
    if (item === 0) throw new Error('refused');
    for (let k = 0; k < 5; k += 1) await soon();
    ended.push(item);
  });
  await expect(failing).rejects.toThrow('refused');
  expect([begun, ended]).toEqual([[0, 1], [1]]);
});
