import { refineBuilds } from '../../../../src/engine/virtual/measure/refine-builds';

/** Half as full beyond 5,000 rows. */
const stepped = (rows: number) => ({ rows, density: rows < 5_000 ? 0.1 : 0.2 });

test('builds follow each other closely where fullness changes, and only there', async () => {
  const asked: number[] = [];
  const at = (rows: number) => {
    asked.push(rows);
    return Promise.resolve(stepped(rows));
  };
  const builds = await refineBuilds([1_000, 16_000, 32_000].map(stepped), 1.1, at);
  const below = builds.findLast(({ rows }) => rows < 5_000);
  const above = builds.find(({ rows }) => rows >= 5_000);
  expect((above?.rows ?? Infinity) / (below?.rows ?? 0)).toBeLessThan(1.21);
  expect(asked.length).toBeLessThan(6);
  expect(Math.max(...asked)).toBeLessThan(16_000);
});

test('where no build can be had, none is looked for further on', async () => {
  const builds = [1_000, 16_000].map(stepped);
  expect(await refineBuilds(builds, 1.1, () => Promise.resolve(undefined))).toEqual(builds);
});
