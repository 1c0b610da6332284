import { hashSource, mixedSource, seedOf } from '../../src/model/draw-source';

describe('seeds', () => {
  it('are the same on every machine and differ by name', () => {
    expect(seedOf('1/orders.status/u')).toBe(seedOf('1/orders.status/u'));
    expect(seedOf('1/orders.status/u')).not.toBe(seedOf('2/orders.status/u'));
    // A change here changes every row that was ever made: snapshots would move.
    expect(seedOf('1/orders/status/u')).toBe('4117445270289962491');
  });
});

describe('a source', () => {
  const own = hashSource('d', '1/t/a');
  it('compares whole numbers for a chance, and knows certainty', () => {
    expect(own.chance('u', 0.5)).toMatch(/^pg_catalog\.abs\(pg_catalog\.hashint8extended\(d, \d+\) % '4613993014934855'::bigint\) < 2306996507467428$/); // prettier-ignore
    expect(own.chance('u', 0)).toBe('false');
    expect(own.chance('u', 1)).toBe('true');
  });

  it('of a part is independent', () => {
    expect(own.part('x').bits('u')).not.toBe(own.bits('u'));
  });

  it('mixes in another by strength', () => {
    const other = hashSource('d', '1/t/b');
    expect(mixedSource(own, other, 0)).toBe(own);
    expect(mixedSource(own, other, 1).bits('u')).toContain(other.bits('u'));
  });
});
