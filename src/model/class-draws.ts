import { sharesOf } from './amount';
import type { ModelParts, TableParts } from './column';
import { draws, hashSource } from './draw-source';
import { isSpread } from './split';
import { spreadDraw, spreadDraws, spreadOf } from './spread';
import type { ClassDraw, Distribution } from './types';

/** Parts of a draw below which classes of any number of rows end: each twice as wide as all before it. */
const bands = Array.from({ length: 13 }, (_, k) => 2 ** (k - 13));

/** The draws that decide on classes of a table's rows, each once, whatever the number of columns it decides on. */
export function classDraws(parts: ModelParts, table: TableParts): readonly ClassDraw[] {
  const found = new Map<string, ClassDraw>();
  for (const { name, distribution } of table.columns) {
    const of = bare(distribution);
    if (of.kind !== 'classes') continue;
    const own = `${parts.seed}/${table.name}/${of.event === undefined ? name : `event ${of.event}`}`;
    found.set(own, classDraw(own, of));
  }
  return [...found.values()];
}

function bare(of: Distribution): Distribution {
  return of.kind === 'nullable' ? bare(of.of) : of;
}

function classDraw(
  name: string,
  { classes }: Extract<Distribution, { readonly kind: 'classes' }>,
): ClassDraw {
  const weights = classes.map(({ weight }) => weight);
  if (isSpread(weights)) {
    const limits = bands.map((limit) => BigInt(limit * spreadDraws)).join(',');
    const spread = spreadOf(`${name}/class`);
    return {
      category: (key) =>
        `pg_catalog.width_bucket(${spreadDraw(spread, key)}, '{${limits}}'::bigint[])`,
      shares: [...bands, 1].map((limit, k) => limit - (bands[k - 1] ?? 0)),
    };
  }
  // The newest rows are known by their numbers.
  const shares = sharesOf(weights, Infinity);
  const limits: number[] = [];
  let sum = 0;
  for (const share of shares.slice(0, -1)) limits.push(Math.round((sum += share) * draws));
  return {
    category: (key) =>
      `pg_catalog.width_bucket(${hashSource(key, name).bits('class')}, '{${limits.join(',')}}'::bigint[])`,
    shares,
  };
}
