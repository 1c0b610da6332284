import { fillGrid, type GridCell } from '../../src/diagram/fill-grid';

const columns = 49;
const rows = 33;

type Diagram = (x: number, y: number) => string;
/** Regions as plan diagrams have them: borders that rise, fall and bend, in parts of the width and the height. */
const diagrams: { readonly [name: string]: Diagram } = {
  'one plan': () => 'A',
  'a steep border': (x) => (x < 0.43 ? 'A' : 'B'),
  'a falling border': (x, y) => (x + y < 0.9 ? 'A' : 'B'),
  'a bent border': (x, y) => (y > 0.3 + 0.6 * x ** 2 ? 'A' : 'B'),
  'three plans': (x, y) => (y > 0.7 - 0.4 * x ? 'A' : x < 0.5 ? 'B' : 'C'),
  'four plans at a corner': (x, y) => (x < 0.6 ? (y < 0.4 ? 'A' : 'B') : y < 0.4 ? 'C' : 'D'),
  'a band': (x, y) => (Math.abs(y - 0.2 - 0.5 * x) < 0.08 ? 'B' : y > 0.2 + 0.5 * x ? 'A' : 'C'),
};

async function fill(diagram: Diagram, budget: number) {
  const truth = ({ column, row }: GridCell): string =>
    diagram(column / (columns - 1), row / (rows - 1));
  const asked: GridCell[] = [];
  const { cells, planned } = await fillGrid({
    columns,
    rows,
    budget,
    plan: (wanted) => {
      asked.push(...wanted);
      return Promise.resolve(wanted.map(truth));
    },
  });
  const all = cells.flatMap((line, row) => line.map((plan, column) => ({ plan, column, row })));
  const right = all.filter((cell) => cell.plan === truth(cell)).length;
  return { asked, planned, right: right / all.length, size: all.length };
}

describe.each(Object.entries(diagrams))('%s', (_, diagram) => {
  it('is 90 % right from 15 % of the cells', async () => {
    const budget = Math.floor(0.15 * columns * rows);
    const { planned, right, asked } = await fill(diagram, budget);
    expect(planned).toBeLessThanOrEqual(budget);
    expect(asked).toHaveLength(planned);
    expect(right).toBeGreaterThanOrEqual(0.9);
  });

  it('is right in 98 % of the cells where the budget does not end it, and asks for no cell twice', async () => {
    const { asked, right } = await fill(diagram, columns * rows);
    expect(new Set(asked.map(({ column, row }) => `${column} ${row}`)).size).toBe(asked.length);
    expect(right).toBeGreaterThanOrEqual(0.98);
  });
});

it('fills grids of one row, one column and one cell', async () => {
  for (const [width, height] of [
    [5, 1],
    [1, 5],
    [1, 1],
  ] as const) {
    const { cells } = await fillGrid({
      columns: width,
      rows: height,
      budget: 100,
      plan: (wanted) => Promise.resolve(wanted.map(({ column }) => (column < 2 ? 'A' : 'B'))),
    });
    expect(cells.map((line) => line.join('')).join('|')).toBe(
      Array.from({ length: height }, () => 'AABBB'.slice(0, width)).join('|'),
    );
  }
});
