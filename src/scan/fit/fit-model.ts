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
import { findFailures } from './find-failures';
import { fixFor } from './fix-for';
import { neededTables } from '../reduce-model';
import type { Failure, SchemaChange, TableChange } from './types';
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
  /** The facts are read once after all changes of a round: that takes longer than the changes. */
  const change = async ({ sql, note }: SchemaChange): Promise<void> => {
    // Two tables may have the same domain.
    const news = sql.filter((each) => !changes.includes(each));
    for (const each of news) await connection.query(each);
    changes.push(...news);
    if (news.length > 0) notes.push(note);
  };
  const ambiguous = ambiguousKeys(facts);
  for (const { drop, note } of ambiguous) await change({ sql: [drop], note });
  if (ambiguous.length > 0) facts = await readSchemaFacts(connection);
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
      if (fix === undefined) inferred = withTable(inferred, name, leastOf);
      else {
        await change(fix);
        facts = await readSchemaFacts(connection);
      }
      continue;
    }
    const passed = passedBy(inferred);
    const failures = await findFailures(connection, model, options.scales, tries, passed);
    if (failures.length === 0) return { inferred, model, facts, changes, notes };
    const known = changes.length;
    for (const failure of ready(failures, inferred)) {
      const { table } = failure;
      const count = (tries.get(table) ?? 0) + 1;
      tries.set(table, count);
      const other = otherDriving(inferred);
      const shrinks =
        failure.server === undefined || (/^22/.test(failure.server.code) && count > 1);
      if (shrinks && table === inferred.driving && other !== undefined) {
        inferred = { ...inferred, driving: other };
        // All row counts are others now.
        break;
      }
      const fix = count > mostChanges ? undefined : fixFor(failure, facts, inferred, count);
      if (fix !== undefined && fix.sql === undefined) {
        inferred = withTable(inferred, table, fix.change);
        continue;
      }
      const refused = fix === undefined ? failure.message : await refusalOf(change(fix));
      if (refused === undefined) continue;
      // Counted past the last: its rows are not tried again.
      tries.set(table, Infinity);
      inferred = withTable(inferred, table, leastOf);
      notes.push(`${table}: no rows could be made for it (${refused}); it is left with one`);
    }
    if (changes.length > known) facts = await readSchemaFacts(connection);
  }
}

/**
 * The failures to act on: fewer rows or other values of a table may be all that those which refer to it lack. Tables come
 * after those that they refer to, so that the first is always ready.
 */
function ready(failures: readonly Failure[], inferred: InferredModel): readonly Failure[] {
  const failed = new Set(failures.map(({ table }) => table));
  return failures.filter(({ table, server }, place) => {
    if (place === 0 || server?.code.startsWith('23') === true) return true;
    const needed = neededTables(inferred, [table]);
    return ![...needed].some((each) => each !== table && failed.has(each));
  });
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
