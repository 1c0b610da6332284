import type { InferredModel } from '../generate/model/types';
import type { Probe } from '../generate/probes/types';
import type { Server } from '../postgres/types';
import { withDatabase } from '../postgres/with-database';
import { readStatements } from '../schema/read-statements';
import { settleSchema } from '../schema/settle-schema';
import { ddlOf, joined } from './read/ddl';
import type { ReadSchema } from './read/read-schema';
import { modelOfPart, reduceSchema } from './reduce-model';

/** The model and the DDL of the tables that some probes need. */
export async function partOf(
  server: Server,
  { facts, settled, fitted }: ReadSchema,
  probes: readonly Probe[],
): Promise<{ readonly model: InferredModel; readonly ddl: string }> {
  const wanted = probes.flatMap(({ table, parent }) => [
    table,
    ...(parent === undefined ? [] : [parent]),
  ]);
  const model = await modelOfPart(fitted.inferred, wanted, settled.ran, facts);
  const reduce = (statements: readonly string[]) => reduceSchema(statements, facts, model);
  const [ran, changes] = [await reduce(settled.ran), await reduce(fitted.changes)];
  // What depended on something that was left out fails here, and is left out as well.
  const again = await withDatabase(server, 'scan', async (connection) =>
    settleSchema(connection, [
      { name: 'scan', ...(await readStatements(joined([...ran, 'reset all', ...changes]))) },
    ]),
  );
  return { model, ddl: ddlOf({ ...settled, ran: again.ran }, { changes: [] }) };
}
