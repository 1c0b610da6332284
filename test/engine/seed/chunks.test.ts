import fc from 'fast-check';
import { loadTasks, type LoadItem } from '../../../src/engine/seed/chunks';

const item = fc.record({
  first: fc.integer({ min: 1, max: 1_000_000 }),
  count: fc.integer({ min: 0, max: 3_000_000 }),
  ordered: fc.boolean(),
});

describe('loadTasks', () => {
  test('covers every row number once, in rising order within a table', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 4 }), (specs) => {
        const items = specs.map(({ first, count, ordered }, k) => ({
          table: k,
          first,
          last: first + count - 1,
          ordered,
        }));
        const tasks = loadTasks(items);
        for (const { table, first, last } of items) {
          const chunks = tasks
            .filter((task) => task.table === table)
            .flatMap((task) => task.chunks);
          const gap = chunks.find(
            (chunk, k) =>
              chunk.first !== (chunks[k - 1]?.last ?? first - 1) + 1 || chunk.last < chunk.first,
          );
          expect(gap).toBeUndefined();
          expect(chunks.at(-1)?.last ?? first - 1).toBe(last);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('shares a large table among connections in chunks of a five-hundredth', () => {
    const tasks = loadTasks([whole({ last: 2_000_000 })]);
    expect(tasks).toHaveLength(500);
    expect(tasks[0]?.chunks).toEqual([{ first: 1, last: 4_000 }]);
  });

  test('leaves a small table, and one that counts by itself, to one connection', () => {
    expect(loadTasks([whole({ last: 199_999 })])).toHaveLength(1);
    const counted = loadTasks([whole({ last: 1_000_000, ordered: true })]);
    expect(counted).toHaveLength(1);
    expect(counted[0]?.chunks).toHaveLength(20);
  });

  test('starts with the longest of those that one connection must do alone', () => {
    const tasks = loadTasks([
      whole({ table: 'small', last: 10 }),
      whole({ table: 'shared', last: 400_000 }),
      whole({ table: 'long', last: 150_000 }),
    ]);
    expect(tasks.at(0)?.table).toBe('long');
    expect(tasks.at(-1)?.table).toBe('small');
  });
});

function whole(part: Partial<LoadItem<string>>): LoadItem<string> {
  return { table: 'orders', first: 1, last: 1, ordered: false, ...part };
}
