import fc from 'fast-check';
import { compareSnapshot, defaultTolerance } from '../../src/snapshot/compare/compare';
import type { SnapshotEntry } from '../../src/snapshot/types';
import { entry, snapshot, type Drawn } from '../helpers/entries';

const accesses = [
  'Index Scan a_idx (o): on a',
  'Index Scan b_idx (o): on b; filter a',
  'Index Only Scan a_idx (o): on a',
  'Seq Scan (o)',
];

/** Exponents of ten between the ends of a sweep of 1k to 1B. */
const exponent = fc.double({ min: 3.1, max: 8.9, noNaN: true });
const at = (power: number): number => Math.round(10 ** power);

const drawn: fc.Arbitrary<Drawn> = fc
  .tuple(
    fc.uniqueArray(exponent, { maxLength: 5 }),
    fc.infiniteStream(fc.constantFrom(...accesses)),
  )
  .map(([exponents, texts]) =>
    [3, ...exponents.sort((a, b) => a - b)].map(
      (power) => [at(power), String(texts.next().value)] as const,
    ),
  )
  .filter((ranges) => ranges.every(([from], index) => from > (ranges[index - 1]?.[0] ?? 0)));

const findings = (accepted: SnapshotEntry, current: SnapshotEntry) =>
  compareSnapshot(snapshot([accepted]), snapshot([current])).findings;

test('a run equals itself', () => {
  fc.assert(
    fc.property(drawn, (ranges) => {
      expect(findings(entry('q', ranges), entry('q', ranges))).toEqual([]);
    }),
  );
});

test('two runs are equal or they are not, whichever was first', () => {
  fc.assert(
    fc.property(drawn, drawn, (one, other) => {
      const [a, b] = [entry('q', one), entry('q', other)];
      expect(findings(a, b).length === 0).toBe(findings(b, a).length === 0);
    }),
  );
});

test('changes that all move by less than the tolerance are none', () => {
  const shift = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(drawn, fc.array(shift, { minLength: 6, maxLength: 6 }), (ranges, shifts) => {
      const moved = ranges.map(([from, ...texts], index) => {
        const factor = index === 0 ? 1 : (1 + defaultTolerance * 0.99) ** (shifts[index] ?? 0);
        return [Math.round(from * factor), ...texts] as const;
      });
      fc.pre(moved.every(([from], index) => from > (moved[index - 1]?.[0] ?? 0)));
      expect(findings(entry('q', ranges), entry('q', moved))).toEqual([]);
    }),
  );
});

test('a cliff where the snapshot has none never passes, wherever it lies', () => {
  const [index = '', , , seq = ''] = accesses;
  fc.assert(
    fc.property(exponent, (power) => {
      const kept = entry('q', [[1000, index]]);
      const fallen = entry('q', [
        [1000, index],
        [at(power), seq],
      ]);
      expect(findings(kept, fallen)).toMatchObject([
        { kind: 'cliff-appeared', severity: 'error', now: at(power), index: 'a_idx' },
      ]);
      expect(findings(fallen, kept)).toMatchObject([{ kind: 'cliff-gone', severity: 'info' }]);
    }),
  );
});
