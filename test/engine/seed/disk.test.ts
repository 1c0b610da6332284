import { tmpdir } from 'node:os';
import { bytesNeeded, checkDisk, formatBytes } from '../../../src/engine/seed/disk';

describe('bytesNeeded', () => {
  test('counts aligned tuples, index entries and the sort of one index', () => {
    // 60 bytes align to 64, and 4 for the line pointer; two indexes and one sort of 40 bytes a row.
    expect(bytesNeeded([{ rows: 1000, rowBytes: 60, indexes: 2 }])).toBe(1000 * (68 + 80 + 40));
  });

  test('counts the sort of the largest table alone', () => {
    const table = { rows: 1000, rowBytes: 36, indexes: 1 };
    const both = bytesNeeded([table, { ...table, rows: 10 }]);
    expect(both).toBe(1000 * (44 + 40) + 10 * (44 + 40) + 1000 * 40);
  });
});

describe('checkDisk', () => {
  test('passes what fits', async () => {
    await expect(checkDisk(tmpdir(), 1, 0, '1k')).resolves.toBeUndefined();
  });

  test('refuses what cannot fit, with what it needs and where', async () => {
    const refusal = checkDisk(tmpdir(), 9e18, 0, '1B');
    await expect(refusal).rejects.toMatchObject({
      code: 'disk',
      message: 'real rows at 1B do not fit on the disk',
      reason: expect.stringContaining(tmpdir()) as string,
    });
  });

  test('counts the space of the rows that are replaced', async () => {
    await expect(checkDisk(tmpdir(), 9e18, 9e18, '1B')).resolves.toBeUndefined();
  });
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_400_000_000, '1.4 GB'],
  [52_000_000, '52 MB'],
  [3e18, '3000000 TB'],
])('formatBytes(%d) is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
