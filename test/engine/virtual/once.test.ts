import { onceIn, openMemo, topic } from '../../../src/engine/virtual/once';

test('a value is made once for a topic and a key', () => {
  const once = openMemo();
  const [sizes, names] = [topic<number>('run'), topic<string>('run')];
  const make = jest.fn(() => 7);
  expect([once(sizes, 'a', make), once(sizes, 'a', make)]).toEqual([7, 7]);
  expect(make).toHaveBeenCalledTimes(1);
  expect(once(sizes, 'b', () => 8)).toBe(8);
  expect(once(names, 'a', () => 'own')).toBe('own');
});

test('undefined is a value too', () => {
  const once = openMemo();
  const found = topic<undefined>('run');
  const make = jest.fn(() => undefined);
  once(found, 'a', make);
  once(found, 'a', make);
  expect(make).toHaveBeenCalledTimes(1);
});

test('an object is a key by its identity', () => {
  const once = openMemo();
  const of = topic<number>('database');
  const list = [1, 2];
  expect(once(of, list, () => 1)).toBe(1);
  expect(once(of, list, () => 2)).toBe(1);
  expect(once(of, [1, 2], () => 2)).toBe(2);
});

test('databases share what is the same for a run, and nothing else', () => {
  const run = openMemo();
  const [one, other] = [onceIn(run, openMemo()), onceIn(run, openMemo())];
  const [shared, own] = [topic<number>('run'), topic<number>('database')];
  expect([one(shared, 'a', () => 1), other(shared, 'a', () => 2)]).toEqual([1, 1]);
  expect([one(own, 'a', () => 1), other(own, 'a', () => 2)]).toEqual([1, 2]);
});
