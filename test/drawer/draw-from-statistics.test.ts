import { drawFromStatistics, type ColumnValues } from '../../src/drawer/draw-from-statistics';
import type { DrawLabel } from '../../src/model/draw';

const status: ColumnValues = { type: 'text', common: ['done', 'open', 'lost'], bounds: [] };
const id: ColumnValues = { type: 'bigint', common: [], bounds: ['1', '50', '900'] };
const skewed: ColumnValues = {
  type: 'integer',
  common: ['7', '-2'],
  bounds: ['10', '20', '30'],
};
const day: ColumnValues = {
  type: 'date',
  common: ['2031-01-01'],
  bounds: ['2020-01-01', '2025-05-05'],
};

function value(label: DrawLabel, column: ColumnValues): string | null {
  const drawn = drawFromStatistics(label, column);
  return drawn.ok ? drawn.value : `! ${drawn.reason}`;
}

describe('drawFromStatistics', () => {
  it.each([
    ['common', status, 'done'],
    ['rare', status, 'lost'],
    ['common', id, '50'],
    ['rare', skewed, '20'],
    ['lowest', skewed, '-2'],
    ['highest', skewed, '30'],
    ['lowest', id, '1'],
    ['highest', id, '900'],
    ['highest', day, '2031-01-01'],
    ['absent', id, '901'],
    ['absent', day, '9999-12-31'],
    ['null', status, null],
    ['lowest', status, 'done'],
    ['highest', status, 'open'],
  ] as const)('%s', (label, column, expected) => expect(value(label, column)).toBe(expected));

  it('says what it does not know', () => {
    expect(value('absent', { type: 'mood', common: ['sad'], bounds: [] })).toMatch(/type mood/);
    expect(value('absent', { type: 'smallint', common: ['32767'], bounds: [] })).toMatch(
      /no smallint/,
    );
    expect(value('common', { type: 'text', common: [], bounds: [] })).toMatch(/ANALYZE stored no/);
  });
});
