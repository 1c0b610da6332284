import { hasOneLeaf, raiseBtree, readBtree } from '../../../../src/engine/virtual/pages/btree';

/** A meta page alone: an index without rows. */
const empty = Buffer.alloc(8192);

const level = (page: Buffer): number => page.readUInt32LE(8176 + 8);
const flags = (page: Buffer): number => page.readUInt16LE(8176 + 12);
const pageAt = (file: Buffer, number: number): Buffer =>
  file.subarray(number * 8192, (number + 1) * 8192);

test.each([0, 1, 4])('a root at level %i stands above a chain of single pages', (height) => {
  const file = raiseBtree(empty, height);
  expect(file).toHaveLength((2 + height) * 8192);
  // btm_root, btm_level, btm_fastroot, btm_fastlevel
  expect([32, 36, 40, 44].map((at) => file.readUInt32LE(at))).toEqual([
    height + 1,
    height,
    height + 1,
    height,
  ]);
  for (let number = 1; number <= height + 1; number += 1) {
    const page = pageAt(file, number);
    expect(level(page)).toBe(number - 1);
    expect(flags(page)).toBe((number === 1 ? 1 : 0) | (number === height + 1 ? 2 : 0));
    if (number === 1) continue;
    const tuple = page.readUInt32LE(24) & 0x7fff;
    expect(page.readUInt16LE(tuple + 2)).toBe(number - 1);
  }
});

test('a raised tree has the rows it had', () => {
  expect(readBtree(raiseBtree(empty, 3)).rows).toBe(0);
});

test('tells a leaf that was split', () => {
  const file = raiseBtree(empty, 2);
  expect(hasOneLeaf(file)).toBe(true);
  // btpo_next of the leaf.
  file.writeUInt32LE(7, 8192 + 8176 + 4);
  expect(hasOneLeaf(file)).toBe(false);
});
