import { gather } from '../../../src/advice/try/gather';

/** Members that ask one after the other for what they are given, with pauses of their own between. */
async function batches(members: readonly (readonly string[])[], pause: (k: number) => number) {
  const asked: (readonly string[])[] = [];
  const together = gather<string, string>(members.length, (requests) => {
    asked.push(requests.toSorted());
    return requests.map((request) => Promise.resolve(`${request}!`));
  });
  const answers = await Promise.all(
    members.map(async (wanted, k) => {
      const own: string[] = [];
      for (const each of wanted) {
        await new Promise((resolve) => setTimeout(resolve, pause(k)));
        own.push(await together.ask(each));
      }
      together.leave();
      return own;
    }),
  );
  return { asked, answers };
}

const members = [['a', 'b'], ['c'], [], ['d', 'e', 'f']];

test('members are answered together, and what they ask for together does not depend on their pace', async () => {
  const expected = {
    asked: [['a', 'c', 'd'], ['b', 'e'], ['f']],
    answers: [['a!', 'b!'], ['c!'], [], ['d!', 'e!', 'f!']],
  };
  expect(await batches(members, (k) => k * 3)).toEqual(expected);
  expect(await batches(members, (k) => 9 - k * 3)).toEqual(expected);
});

test('an answer that fails fails for its member alone', async () => {
  const together = gather<string, string>(2, (requests) =>
    requests.map((request) =>
      request === 'bad' ? Promise.reject(new Error('no')) : Promise.resolve(request),
    ),
  );
  const both = await Promise.allSettled([together.ask('bad'), together.ask('good')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});
