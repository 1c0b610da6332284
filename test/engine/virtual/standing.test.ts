import { openStanding } from '../../../src/engine/virtual/standing';

test('work is done when the state differs, and not again', async () => {
  const standing = openStanding();
  const work = jest.fn(() => Promise.resolve());
  await standing.bring('orders', '10 rows', work);
  await standing.bring('orders', '10 rows', work);
  expect(work).toHaveBeenCalledTimes(1);
  await standing.bring('orders', '20 rows', work);
  await standing.bring('items', '20 rows', work);
  expect(work).toHaveBeenCalledTimes(3);
  expect(standing.of('orders')).toBe('20 rows');
});

test('after work that failed nothing is known, not even the state before', async () => {
  const standing = openStanding();
  await standing.bring('orders', '10 rows', () => Promise.resolve());
  const failed = standing.bring('orders', '20 rows', () => Promise.reject(new Error('no room')));
  expect(standing.of('orders')).toBeUndefined();
  await expect(failed).rejects.toThrow('no room');
  const again = jest.fn(() => Promise.resolve());
  await standing.bring('orders', '10 rows', again);
  expect(again).toHaveBeenCalled();
});
