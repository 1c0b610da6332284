import { turnsOf } from '../../src/engine/turns';

test('takes the one that is preferred, or the one that was given back last', async () => {
  const turns = turnsOf(['a', 'b', 'c']);
  expect(await turns.take((name) => name === 'b')).toBe('b');
  expect(await turns.take((name) => name === 'b')).toBe('a');
  turns.give('b');
  expect(await turns.take()).toBe('b');
});

test('lets whoever has waited longest have what is given back', async () => {
  const turns = turnsOf([1]);
  await turns.take();
  const order: string[] = [];
  const first = turns.take().then(() => order.push('first'));
  const second = turns.take(() => false).then(() => order.push('second'));
  turns.give(1);
  await first;
  expect(order).toEqual(['first']);
  turns.give(1);
  await second;
  expect(order).toEqual(['first', 'second']);
});
