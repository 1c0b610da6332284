import { PlancliffError } from '../../errors';
import { definitionOf } from '../../generate/definition';
import type { InferredModel, InferredTable } from '../../generate/model/types';
import { compileModel } from '../../model/compile';
import type { Model } from '../../model/types';
import { isStatementError } from '../../postgres/server-error';
import { readSchemaFacts } from '../../postgres/catalog/read-schema-facts';
import type { SchemaFacts } from '../../postgres/catalog/schema-facts';
import type { Connection } from '../../postgres/types';
import { scenarioFrom } from '../../scenario/from-definition';
import { tableInMessage } from '../table-in-message';
import { ambiguousKeys } from './ambiguous-keys';
import { leastOf } from './change-table';
import { firstFailure } from './first-failure';
import { fixFor } from './fix-for';
import type { TableChange } from './types';
import { openPassed } from './passed';
import { withoutNotNull } from './without-not-null';
import { withoutUnique } from './without-unique';

/** An inferred model whose rows the schema takes. */
export interface FittedModel {
  readonly inferred: InferredModel;
  readonly model: Model;
  readonly facts: SchemaFacts;
  /** Statements that were run after the schema, so that it takes the rows. */
  readonly changes: readonly string[];
  readonly notes: readonly string[];
}

/** How often one table is changed before it is left with a single row. */
const mostChanges = 12;

/**
 * Changes an inferred model, and where that is not enough the schema, until rows of every table can be inserted at these
 * scales: constraints that say more than the rules understand are dropped, tables shrink until their keys are unique.
 */
export async function fitModel(
  connection: Connection,
  options: {
    readonly inferred: InferredModel;
    readonly facts: SchemaFacts;
    readonly scales: readonly number[];
  },
): Promise<FittedModel> {
  let { inferred, facts } = options;
  const changes: string[] = [];
  const notes: string[] = [];
  const tries = new Map<string, number>();
  const passedBy = openPassed();
  const change = async (sql: readonly string[], note: string): Promise<void> => {
    for (const each of sql) await connection.query(each);
    changes.push(...sql);
    notes.push(note);
    facts = await readSchemaFacts(connection);
  };
  for (const sql of ambiguousKeys(facts)) await change([sql.drop], sql.note);
  for (let round = 0; ; round += 1) {
    let model: Model;
    try {
      model = compile(inferred, facts);
    } catch (error) {
      if (!(error instanceof PlancliffError)) throw error;
      const names = inferred.tables.map(({ name }) => name);
      const name = tableInMessage(error.message, names, '.');
      if (name === undefined || round > 3 * inferred.tables.length) throw error;
      const index = /unique index (.+?) would repeat/.exec(error.message)?.[1];
      const fix =
        index === undefined
          ? withoutNotNull(facts, name, error.message)
          : withoutUnique(facts, name, index);
      if (fix !== undefined) await change(fix.sql, fix.note);
      else inferred = withTable(inferred, name, leastOf);
      continue;
    }
    const failure = await firstFailure(
      connection,
      model,
      options.scales,
      tries,
      passedBy(inferred),
    );
    if (failure === undefined) return { inferred, model, facts, changes, notes };
    const count = (tries.get(failure.table) ?? 0) + 1;
    tries.set(failure.table, count);
    const other = otherDriving(inferred);
    const shrinks = failure.server === undefined || (/^22/.test(failure.server.code) && count > 1);
    if (shrinks && failure.table === inferred.driving && other !== undefined) {
      inferred = { ...inferred, driving: other };
      continue;
    }
    const fix = count > mostChanges ? undefined : fixFor(failure, facts, inferred, count);
    if (fix !== undefined && fix.sql === undefined) {
      inferred = withTable(inferred, failure.table, fix.change);
      continue;
    }
    const refused =
      fix === undefined ? failure.message : await refusalOf(change(fix.sql, fix.note));
    if (refused === undefined) continue;
    // Counted past the last: its rows are not tried again.
    tries.set(failure.table, Infinity);
    inferred = withTable(inferred, failure.table, leastOf);
    notes.push(`${failure.table}: no rows could be made for it (${refused}); it is left with one`);
  }
}

/** Another table that grows with the scale: the first of the largest. */
function otherDriving({ driving, tables }: InferredModel): string | undefined {
  const share = ({ rows }: InferredTable): number => (rows.kind === 'ratio' ? rows.ratio : 0);
  const [largest] = tables
    .filter((table) => table.name !== driving && share(table) > 0)
    .toSorted((a, b) => share(b) - share(a));
  return largest?.name;
}

function compile(inferred: InferredModel, facts: SchemaFacts): Model {
  // A scenario has at least one query; this one draws nothing.
  const definition = {
    ...definitionOf('select 1', inferred, []),
    queries: { none: { sql: 'select 1' } },
  };
  return compileModel(scenarioFrom('scan', definition), facts);
}

function withTable(inferred: InferredModel, name: string, change: TableChange): InferredModel {
  return {
    ...inferred,
    tables: inferred.tables.map((table) => (table.name === name ? change(table) : table)),
  };
}

/** The server's message where it refuses a change of the schema; undefined where it takes it. */
async function refusalOf(change: Promise<void>): Promise<string | undefined> {
  try {
    await change;
    return undefined;
  } catch (error) {
    if (isStatementError(error)) return error.message;
    throw error;
  }
}
