import { holdTwinServer, nearestMajors } from '../../src/commands/twin-server';

test('a twin runs on the major of its database, else on the nearest, of two on the later', () => {
  expect(nearestMajors(18)).toEqual([18, 17, 16, 15]);
  expect(nearestMajors(16)).toEqual([16, 17, 15, 18]);
  expect(nearestMajors(13)).toEqual([15, 16, 17, 18]);
  expect(nearestMajors(19)).toEqual([19, 18, 17, 16, 15]);
});

test('a major that is not here is named, with what installs it', async () => {
  const twins = holdTwinServer(
    { env: process.env, cwd: process.cwd() },
    19,
    new AbortController().signal,
  );
  try {
    const { server, lacks } = await twins.get();
    expect(server.major).toBe(18);
    expect(lacks).toEqual([
      expect.stringMatching(
        /^the twin of PostgreSQL 19 runs on 18, whose planner differs: there is no PostgreSQL 19 here\. Install it/,
      ),
    ]);
  } finally {
    await twins.close();
  }
}, 60_000);
