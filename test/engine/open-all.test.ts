import { openAll } from '../../src/engine/open-all';

test('all are returned in their order', async () => {
  const [a, b] = [{ close: () => Promise.resolve() }, { close: () => Promise.resolve() }];
  expect(await openAll([Promise.resolve(a), Promise.resolve(b)])).toEqual([a, b]);
});

test('where one fails, the others are closed before its error is thrown', async () => {
  const closed: string[] = [];
  const one = (name: string) => ({
    close: () => {
      closed.push(name);
      return Promise.resolve();
    },
  });
  const late = new Promise<ReturnType<typeof one>>((resolve) => {
    setImmediate(() => resolve(one('late')));
  });
  const failing = openAll([Promise.resolve(one('early')), Promise.reject(new Error('no')), late]);
  await expect(failing).rejects.toThrow('no');
  expect(closed).toEqual(['early', 'late']);
});
