import fc from 'fast-check';
import { editDistance, nearest } from '../../src/text/nearest';

describe('nearest', () => {
  it.each([
    ['custmer_id', ['customer_id', 'created_at'], 'customer_id'],
    ['STATUS', ['status', 'state'], 'status'],
    ['ordres', ['orders', 'order_items'], 'orders'],
    ['id', ['uid', 'total'], 'uid'],
    ['price', ['status', 'total'], undefined],
    ['x', [], undefined],
  ])('of %s among %j is %s', (name, candidates, expected) => {
    expect(nearest(name, candidates)).toBe(expected);
  });
});

describe('editDistance', () => {
  it('counts a swap of neighbours as one', () => {
    expect(editDistance('ordres', 'orders')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
  });

  it('is symmetric, 0 for equal texts alone and never above the longer text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
