import { modifying, oneStatement } from '../sql/one-statement';
import type { Tree } from '../sql/parse';
import { checkPlannable } from '../sql/plannable';
import { statementShape } from '../sql/statement-shape';
import { fromJson } from './line';
import type { PlacedLine } from './read';

/** Calls of one statement: texts that differ in literals, white space and comments alone. */
export interface RecordedStatement {
  /** Verb, first relation and eight digits of its shape, e.g. `select orders 3f2a1b0c`: the same in every run. */
  readonly name: string;
  /** Of the first call. */
  readonly sql: string;
  /** Where the first call was recorded. */
  readonly first: PlacedLine;
  /** Relations that it names, as written but without quotes. */
  readonly tables: readonly string[];
  /** Its parse tree. */
  readonly tree: Tree;
  /** Highest `$n`. */
  readonly parameters: number;
  /** Distinct values of its calls, in the order of the file; none where values were dropped. */
  readonly calls: readonly (readonly unknown[])[];
}

export interface RecordedStatements {
  readonly statements: readonly RecordedStatement[];
  /** Statements that EXPLAIN does not plan, such as DDL and SET, each text once. */
  readonly skipped: readonly { readonly line: PlacedLine; readonly reason: string }[];
}

/**
 * Groups recorded lines by what they send.
 *
 * @param cases sets of values that are kept of one statement
 */
export async function groupRecorded(
  lines: readonly PlacedLine[],
  cases: number,
): Promise<RecordedStatements> {
  const byText = new Map<string, PlacedLine[]>();
  for (const line of lines) {
    const calls = byText.get(line.sql);
    if (calls === undefined) byText.set(line.sql, [line]);
    else calls.push(line);
  }

  const groups = new Map<string, { statement: RecordedStatement; lines: PlacedLine[] }>();
  const skipped: { line: PlacedLine; reason: string }[] = [];
  for (const [sql, calls] of byText) {
    const [first] = calls;
    if (first === undefined) continue;
    const [plannable, one] = [await checkPlannable(sql), await oneStatement(sql)];
    if (!plannable.ok || !one.ok) {
      skipped.push({ line: first, reason: plannable.ok ? '' : plannable.reason });
      continue;
    }
    const { tables, parameters } = plannable;
    const { type, tree } = one.statement;
    const key = statementShape({ [type]: tree }, 'numbered');
    const group = groups.get(key);
    if (group !== undefined) {
      group.lines.push(...calls);
      continue;
    }
    const name = [modifying.get(type) ?? 'select', tables[0], key].filter(Boolean).join(' ');
    const statement = { name, sql, first, tables, tree: { [type]: tree }, parameters, calls: [] };
    groups.set(key, { statement, lines: [...calls] });
  }
  const statements = [...groups.values()].map(({ statement, lines: of }) => ({
    ...statement,
    calls: distinctCalls(of, statement.parameters).slice(0, cases),
  }));
  return { statements, skipped };
}

function distinctCalls(
  lines: readonly PlacedLine[],
  parameters: number,
): readonly (readonly unknown[])[] {
  const found = new Map<string, readonly unknown[]>();
  for (const { parameters: values, types } of lines) {
    if (values?.length !== parameters) continue;
    const key = JSON.stringify(values);
    if (!found.has(key))
      found.set(
        key,
        values.map((value, place) => fromJson(value, types?.[place])),
      );
  }
  return [...found.values()];
}
