import { errorOf, judged } from '../helpers/verdicts';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => (server = await sharedTestServer()));
afterAll(() => server.close());

test('an absent value under a limit: everything is read for no row', async () => {
  const found = errorOf(await judged(server, 'absent under a limit'), 'some');
  expect(found.why).toContain('for no row');
  expect(found.why).toMatch(/expects the LIMIT to end the read of songs after .* No row matches\./);
  expect(found.advice).toMatch(/^With "/);
});

test('a delete whose foreign key cascades without an index', async () => {
  const found = errorOf(await judged(server, 'cascade without an index'), 'close');
  expect(found.why).toContain(
    'For each row of rooms that the statement deletes or changes, the foreign key on stays (room_id) reads all of stays.',
  );
  expect(found.advice).toMatch(/^With "create index on public\.stays \(room_id\)"/);
});

test('policies that were not planned are said', async () => {
  const { approximations } = await judged(server, 'policies passed by', {
    trialRows: [3_000, 10_000],
  });
  expect(approximations).toContainEqual(
    expect.stringMatching(/^row-level security of letters: the policies were not planned/),
  );
});

test('a small table is read in full by any sane plan', async () => {
  const { findings } = await judged(server, 'small look-up');
  expect(findings.filter(({ relation }) => relation === 'sorts')).toEqual([]);
});
