import { dependenceOf } from '../../../model/dependence';
import type { Model, TableModel } from '../../../model/types';
import type { VirtualContext } from '../context';
import { referenceScale } from '../rows/reference-scale';
import { consecutiveRows } from '../rows/row-subset';
import { columnKinds } from '../keys/column-kinds';
import type { ComputedLead } from './computed-leads';
import type { EndsOf } from './end-rows';
import { search } from './search';
import { topic } from '../once';

/** Rows of a sample among which the ends of computed values are looked for. */
export const searched = 30_000;

/** Where the ends of a table's computed values are, at any row count, beside the two outermost rows. */
export interface KnownEnds {
  /** Values that depend on draws alone are the same in the first rows at every row count. */
  readonly firstRows: readonly { readonly upTo: number; readonly rows: readonly number[] }[];
  /** Draw keys of rows of the sample. */
  readonly draws: readonly number[];
  /** What has its ends in other rows at each row count. */
  readonly unknown: readonly ComputedLead[];
}

/** By table. */
const endsOfTables = topic<Promise<KnownEnds>>('run');

/** Learned once for all scales and databases, at a row count that no order of scales has a say in. */
export function knownEnds(
  context: VirtualContext,
  of: EndsOf,
  leads: readonly ComputedLead[],
): Promise<KnownEnds> {
  return context.once(endsOfTables, of.table, () => learn(context, of, leads));
}

async function learn(
  { connection, onApproximation }: VirtualContext,
  of: EndsOf,
  leads: readonly ComputedLead[],
): Promise<KnownEnds> {
  const { model, table } = of;
  const { relation } = of.rowSubset;
  const definition = model.table(table);
  const scale = referenceScale(definition);
  const rowSubset = consecutiveRows(relation, 1, definition.rows(scale));
  const at: EndsOf = { ...of, scale, rowSubset };
  const found = await search(
    connection,
    at,
    leads,
    rowSubset.sample(rowSubset.rows, searched, Infinity),
  );
  const kinds = columnKinds(model, definition);
  const every = ({ sources }: ComputedLead, test: (name: string) => boolean) =>
    sources.every(({ name }) => test(name));
  const drawn: ComputedLead[] = [];
  const draws: number[] = [];
  const unknown: ComputedLead[] = [];
  leads.forEach((lead, k) => {
    const rows = found[k] ?? [];
    if (rows.length === 0) return;
    onApproximation({
      table,
      text: `the lowest and the highest value of ${lead.key}: found in a sample of the rows`,
    });
    if (every(lead, (name) => isDrawn(model, definition, name))) drawn.push(lead);
    else if (every(lead, (name) => kinds.get(name) === 'invariant'))
      draws.push(...rows.map(({ d }) => d));
    else unknown.push(lead);
  });
  const firstRows = drawn.length === 0 ? [] : await searchFirst(connection, at, drawn);
  return { firstRows, draws: [...new Set(draws)].sort((a, b) => a - b), unknown };
}

/** Ever more of the first rows, up to half a million, which takes a second or so. */
const firsts = Array.from({ length: 33 }, (_, k) => Math.round(searched * 2 ** (k / 8)));

async function searchFirst(
  connection: VirtualContext['connection'],
  of: EndsOf,
  leads: readonly ComputedLead[],
): Promise<KnownEnds['firstRows']> {
  const found: KnownEnds['firstRows'][number][] = [];
  let [rows, from]: [readonly number[], number] = [[], 2];
  for (const upTo of firsts) {
    const further = Array.from({ length: upTo - from + 1 }, (_, k) => from + k);
    const numbers = [...rows, ...further];
    const ends = await search(connection, of, leads, { positions: numbers, draws: numbers });
    rows = [...new Set(ends.flat().map(({ i }) => i))].sort((a, b) => a - b);
    found.push({ upTo, rows });
    from = upTo + 1;
  }
  return found;
}

/** Whether a column's values depend on the draw key alone: on neither row number nor row count. */
function isDrawn(model: Model, table: TableModel, name: string): boolean {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined) return false;
  const { draws, row, rowCount, raw } = dependenceOf(column.distribution, { model, table });
  return (draws !== 'several' || raw === 'draw') && row === 'none' && !rowCount;
}
