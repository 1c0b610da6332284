import { PlancliffError } from '../../errors';
import type { Model, TableModel } from '../../model/types';
import type { Connection } from '../../postgres/types';
import { formatRows } from '../../text/row-count';
import { breachKind, type BreachKind } from './breach';
import { findColumn } from './find-column';
import { findExpression } from './find-expression';
import { RowsRefused, type ModelRows } from './rows';
import { ruleFacts } from './schema-facts';
import { isServerError, stringTooLong, type ServerError } from '../../postgres/server-error';
import { wordBreach } from './word-breach';
import { wordColumn } from './word-column';

export interface Refusal {
  /** A session in no transaction. */
  readonly connection: Connection;
  readonly model: Model;
  readonly scale: number;
  /** The scenario's file, which the message starts with. */
  readonly file: string;
  /** Name in the model, where the failed work was about one table. */
  readonly table?: string | undefined;
  /** Rows to look at, one list after the other, where the failure does not bring its own. */
  readonly candidates?: (() => AsyncIterable<ModelRows>) | undefined;
}

/**
 * The failure of work on the model's rows as an error of the model: with table, column or constraint, the offending
 * value and what to change. Whatever is not about the rows is returned as it is.
 */
export async function explainRefusal(failed: unknown, refusal: Refusal): Promise<unknown> {
  const at = failed instanceof RowsRefused ? failed.at : {};
  const error = failed instanceof RowsRefused ? failed.cause : failed;
  if (error instanceof PlancliffError || !isServerError(error)) return error;
  const kind = breachKind(error);
  if (kind === undefined) return error;
  const of = { ...refusal, table: at.table ?? refusal.table };
  const parts =
    (await explainValue(of, kind, error, at)) ??
    // Unless a column of the author's shows it, a statement that the server does not understand is ours.
    (/^2[23]/.test(error.code) ? await explainRule(of, kind, error, at) : undefined);
  if (parts === undefined) return error;
  return new PlancliffError('model', {
    ...parts,
    message: parts.message.startsWith(refusal.file)
      ? parts.message
      : `${refusal.file}: ${parts.message}`,
  });
}

/** A value that is refused before any rule of the table sees it: found by evaluating it again. */
async function explainValue(
  of: Refusal,
  kind: BreachKind,
  error: ServerError,
  at: { readonly rows?: ModelRows; readonly object?: string },
): Promise<ReturnType<typeof wordColumn> | undefined> {
  const { table, scale } = of;
  if ((kind !== 'value' && kind !== 'domain') || table === undefined) return undefined;
  const evaluated = { connection: of.connection, model: of.model, table, scale };
  for await (const rows of at.rows === undefined ? (of.candidates?.() ?? none()) : one(at.rows)) {
    const column = await findColumn(evaluated, rows, error.code);
    const found = column ?? (await findExpression(evaluated, rows, error.code));
    // An assignment refuses a string that is too long; a cast, as rows are evaluated here, cuts it. Only a function of
    // the author's raises this error again, and further rows show no more.
    if (found === undefined && error.code === stringTooLong) return undefined;
    if (found === undefined) continue;
    const { definition } = await ruleFacts(of.connection, of.model, kind, error, undefined);
    const rowCount = of.model.table(table).rows(scale);
    return wordColumn({ table, scale: formatRows(scale), rowCount, found, definition });
  }
  return undefined;
}

async function explainRule(
  of: Refusal,
  kind: BreachKind,
  error: ServerError,
  at: { readonly object?: string; readonly definition?: string },
): Promise<ReturnType<typeof wordBreach>> {
  const known = of.model.tables.find(({ name }) => name === of.table);
  const facts = await ruleFacts(of.connection, of.model, kind, error, known);
  const parts = wordBreach({
    kind,
    error,
    table: facts.table?.name,
    scale: formatRows(of.scale),
    definition: facts.definition ?? at.definition,
    columns: facts.columns.length > 0 ? facts.columns : namedColumns(error, facts.table),
  });
  return at.object === undefined || kind !== 'value'
    ? parts
    : { ...parts, message: `${parts.message} while building ${at.object}` };
}

/** Columns of the table in the server's own words for a key. */
function namedColumns(
  { detail = '' }: ServerError,
  table: TableModel | undefined,
): readonly string[] {
  const key = /^Key \((.+?)\)=/.exec(detail)?.[1]?.split(', ') ?? [];
  const columns = table?.columns.filter(({ sqlName }) => key.includes(sqlName)) ?? [];
  return columns.map(({ name }) => name);
}

async function* one(rows: ModelRows): AsyncIterable<ModelRows> {
  yield await Promise.resolve(rows);
}

async function* none(): AsyncIterable<ModelRows> {
  // Nothing to look at.
}
