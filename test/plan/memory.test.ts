import { hashMemory, parseMemory, sortMemory } from '../../src/plan/memory';

test.each([
  ['4MB', 4 * 1024 ** 2],
  ['4096', 4 * 1024 ** 2],
  ['64kB', 64 * 1024],
  ['1.5 GB', 1.5 * 1024 ** 3],
  ['lots', undefined],
  ['', undefined],
])('%p is %p bytes', (text, bytes) => {
  expect(parseMemory(text)).toBe(bytes);
});

test("what is not set is PostgreSQL's own", () => {
  expect(sortMemory({})).toBe(4 * 1024 ** 2);
  expect(hashMemory({})).toBe(8 * 1024 ** 2);
  expect(hashMemory({ work_mem: '1MB', hash_mem_multiplier: '1.5' })).toBe(1.5 * 1024 ** 2);
});
