import { PlancliffError } from '../../../errors';
import type { Catalog } from '../../../postgres/catalog/types';
import type { GrowthOverrides } from '../../../pull/types';
import { nearest } from '../../../text/nearest';

/** What somebody knows better than the rules, by names that exist. */
export interface Overrides {
  table(schema: string, name: string): 'stays' | 'grows' | number | undefined;
  /** Name of a rule. */
  rule(schema: string, table: string, column: string): string | undefined;
  /** What becomes of a value of a column; of null where the value is null. */
  state(schema: string, table: string, column: string, value: string | null): 'backlog' | 'grows' | undefined; // prettier-ignore
}

/**
 * Reads `growth.json`: names are `table`, `table.column` and `table.column.value`, with the schema before them outside of
 * public.
 *
 * @param rules names of the rules of columns
 * @throws PlancliffError `usage` for a name or a word that is unknown
 */
export function readOverrides(
  given: GrowthOverrides,
  { tables }: Catalog,
  rules: readonly string[],
): Overrides {
  const words = new Map(Object.entries(given));
  const known = new Map<string, 'table' | 'column'>();
  for (const { schema, name, columns } of tables) {
    for (const table of namesOf(schema, name)) {
      known.set(table, 'table');
      columns.forEach((column) => known.set(`${table}.${column.name}`, 'column'));
    }
  }
  for (const [name, word] of words) check(name, word, known, rules);
  const find = (schema: string, table: string, rest: string): string | number | undefined =>
    namesOf(schema, table)
      .map((name) => words.get(name + rest))
      .find((word) => word !== undefined);
  return {
    table: (schema, name) => find(schema, name, '') as ReturnType<Overrides['table']>,
    rule: (schema, table, column) => find(schema, table, `.${column}`) as string | undefined,
    state: (schema, table, column, value) =>
      find(schema, table, `.${column}.${value ?? 'null'}`) as ReturnType<Overrides['state']>,
  };
}

const namesOf = (schema: string, name: string): readonly string[] =>
  schema === 'public' ? [name, `public.${name}`] : [`${schema}.${name}`];

function check(
  name: string,
  word: string | number,
  known: ReadonlyMap<string, 'table' | 'column'>,
  rules: readonly string[],
): void {
  const refuse = (reason: string, hint: string): PlancliffError =>
    new PlancliffError('usage', { message: `growth.json: "${name}": ${JSON.stringify(word)}`, reason, hint }); // prettier-ignore
  const kind = known.get(name);
  if (kind === 'table') {
    if (word === 'stays' || word === 'grows' || (typeof word === 'number' && Number.isFinite(word)))
      return;
    throw refuse('a table stays, grows, or gains a number of rows in a month.', 'Write "stays", "grows" or a number.'); // prettier-ignore
  }
  if (kind === 'column') {
    if (rules.includes(String(word))) return;
    throw refuse('a column follows a rule.', `Write one of ${rules.join(', ')}.`);
  }
  const isValue = [...known].some(
    ([column, of]) => of === 'column' && name.startsWith(`${column}.`),
  );
  if (!isValue) {
    const near = nearest(name, [...known.keys()]);
    throw refuse('no table, column or value has that name.', near === undefined ? 'Write table, table.column or table.column.value.' : `Did you mean ${near}?`); // prettier-ignore
  }
  if (word === 'backlog' || word === 'grows') return;
  throw refuse('a value is a backlog, or grows with its table.', 'Write "backlog" or "grows".');
}
