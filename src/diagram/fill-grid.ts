/** A cell of the grid: column of a row count, row of a selectivity, both from 0. */
export interface GridCell {
  readonly column: number;
  readonly row: number;
}

export interface Filled<Plan> {
  /** By row, then column. */
  readonly cells: readonly (readonly Plan[])[];
  /** Cells that were planned; the others have the plan of planned cells around them. */
  readonly planned: number;
}

export interface FillOptions<Plan> {
  readonly columns: number;
  readonly rows: number;
  /** Cells that may be planned. */
  readonly budget: number;
  /** Plans of these cells, in their order. Equal plans are equal values. */
  readonly plan: (cells: readonly GridCell[]) => Promise<readonly Plan[]>;
}

/** Longest side of the first blocks, in steps of the grid. */
const firstBlock = 4;

/**
 * Fills a grid of plans from some of its cells: plans the corners and the middle of blocks, and divides the blocks whose
 * plans differ, largest first, until blocks are single cells or the budget is spent. Cells that were not planned take
 * the plan of planned cells around them. Regions of a plan are mostly large and their borders smooth, which is what makes
 * few cells do (approximate plan diagrams, as Dey and others described them in 2008).
 */
export async function fillGrid<Plan>(options: FillOptions<Plan>): Promise<Filled<Plan>> {
  const { columns, rows, plan } = options;
  const known = new Map<number, Plan>();
  const keyOf = ({ column, row }: GridCell): number => row * columns + column;
  let budget = Math.max(4, options.budget);
  const at = (cell: GridCell): Plan | undefined => known.get(keyOf(cell));
  const cellOf = (key: number): GridCell => ({
    column: key % columns,
    row: Math.floor(key / columns),
  });
  const look = async (wanted: readonly GridCell[]): Promise<void> => {
    const missing = evenly(
      [...new Map(wanted.map((cell) => [keyOf(cell), cell])).entries()].filter(
        ([key]) => !known.has(key),
      ),
      budget,
    );
    budget -= missing.length;
    const plans = missing.length === 0 ? [] : await plan(missing.map(([, cell]) => cell));
    missing.forEach(([key], place) => known.set(key, plans[place] as Plan));
  };

  if (budget >= columns * rows) {
    await look(Array.from({ length: columns * rows }, (_, key) => cellOf(key)));
  }
  let blocks = firstBlocks(columns, rows);
  await look(blocks.flatMap(cornersOf));
  while (blocks.length > 0 && budget > 0) {
    await look(blocks.filter(isLarge).map(middleOf));
    const differing = blocks.filter((block) => {
      const seen = [...cornersOf(block), ...(isLarge(block) ? [middleOf(block)] : [])];
      return new Set(seen.map((cell) => at(cell))).size > 1;
    });
    blocks = differing.flatMap((block) => divided(block, at));
    await look(blocks.flatMap(cornersOf));
  }
  const cells = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const cell = { column, row };
      return at(cell) ?? (between(cell, options, at) as Plan);
    }),
  );
  return { cells, planned: known.size };
}

/**
 * The plan of a cell that was not planned: that of two planned cells to its left and right, or above and below it, which
 * agree, the nearer pair first; else that of the nearest planned cell in its row or column, or anywhere.
 */
function between<Plan>(
  cell: GridCell,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  at: (cell: GridCell) => Plan | undefined,
): Plan | undefined {
  const seen = (across: number, down: number): { plan: Plan; steps: number } | undefined => {
    for (let steps = 1; steps < Math.max(columns, rows); steps++) {
      const other = { column: cell.column + steps * across, row: cell.row + steps * down };
      if (other.column < 0 || other.column >= columns || other.row < 0 || other.row >= rows)
        return undefined;
      const plan = at(other);
      if (plan !== undefined) return { plan, steps };
    }
    return undefined;
  };
  const pairs = [
    [seen(-1, 0), seen(1, 0)],
    [seen(0, -1), seen(0, 1)],
  ] as const;
  const agreeing = pairs.flatMap(([one, other]) =>
    one !== undefined && other !== undefined && one.plan === other.plan
      ? [{ plan: one.plan, steps: one.steps + other.steps }]
      : [],
  );
  const single = pairs.flat().filter((each) => each !== undefined);
  const [best] = (agreeing.length > 0 ? agreeing : single).sort((a, b) => a.steps - b.steps);
  if (best !== undefined) return best.plan;
  const others = Array.from({ length: columns * rows }, (_, key) => ({
    column: key % columns,
    row: Math.floor(key / columns),
  })).filter((other) => at(other) !== undefined);
  return at(nearest(cell, others));
}

/** `count` of the items, from all over the list: the last round must not end in one corner of the grid. */
function evenly<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, place) => items[Math.floor((place * items.length) / count)] as Item); // prettier-ignore
}

/** From one cell to another, both included. */
interface Block {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function firstBlocks(columns: number, rows: number): readonly Block[] {
  const [across, down] = [cuts(columns - 1), cuts(rows - 1)];
  return across.slice(1).flatMap((right, x) =>
    down.slice(1).map((bottom, y) => ({
      left: across[x] ?? 0,
      right,
      top: down[y] ?? 0,
      bottom,
    })),
  );
}

function cuts(last: number): readonly number[] {
  const parts = Math.max(1, Math.ceil(last / firstBlock));
  return Array.from({ length: parts + 1 }, (_, part) => Math.round((part * last) / parts));
}

const cornersOf = ({ left, right, top, bottom }: Block): readonly GridCell[] =>
  [left, right].flatMap((column) => [top, bottom].map((row) => ({ column, row })));

const middleOf = ({ left, right, top, bottom }: Block): GridCell => ({
  column: Math.floor((left + right) / 2),
  row: Math.floor((top + bottom) / 2),
});

const isLarge = ({ left, right, top, bottom }: Block): boolean =>
  right - left > 3 && bottom - top > 3;

/**
 * Halves of a block, cut across the border where its corners show how that runs, else across the longer side; none where
 * the side to cut is a single step.
 */
function divided<Plan>(block: Block, at: (cell: GridCell) => Plan | undefined): readonly Block[] {
  const { left, right, top, bottom } = block;
  const { column, row } = middleOf(block);
  const [leftTop, leftBottom, rightTop, rightBottom] = cornersOf(block).map(at);
  const upright = leftTop === leftBottom && rightTop === rightBottom;
  const level = leftTop === rightTop && leftBottom === rightBottom;
  const [width, height] = [right - left, bottom - top];
  const across = upright === level ? width >= height : upright;
  if ((across ? width : height) <= 1) return [];
  return across
    ? [
        { ...block, right: column },
        { ...block, left: column },
      ]
    : [
        { ...block, bottom: row },
        { ...block, top: row },
      ];
}

function nearest(cell: GridCell, among: readonly GridCell[]): GridCell {
  const distance = (other: GridCell): number =>
    (other.column - cell.column) ** 2 + (other.row - cell.row) ** 2;
  return among.reduce((best, other) => (distance(other) < distance(best) ? other : best), among[0] ?? cell); // prettier-ignore
}
