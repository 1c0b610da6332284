import { probeModel } from '../engine/probe';
import { applySchema } from '../engine/schema';
import { compileModel } from '../model/compile';
import type { Model } from '../model/types';
import { readCatalog } from '../postgres/catalog';
import type { Catalog } from '../postgres/catalog-types';
import type { Server } from '../postgres/types';
import type { Scenario } from '../scenario/types';

/**
 * Creates the schema in a database of its own, only to see what it makes, and compiles the data model over it.
 *
 * @throws PlancliffError `scenario` where the server refuses the schema, `model` where the model does not fit.
 */
export async function readModel(
  server: Server,
  scenario: Scenario,
  scales: { readonly from: number; readonly to: number },
): Promise<{
  readonly catalog: Catalog;
  readonly model: Model;
  /** Statements of the schema that were skipped or replaced, one line each. */
  readonly schemaNotes: readonly string[];
}> {
  const database = await server.createDatabase(`${scenario.name} schema`);
  try {
    const connection = await database.connect();
    try {
      const schemaNotes = await applySchema(connection, scenario, server);
      const catalog = await readCatalog(connection);
      const model = compileModel(scenario, catalog);
      await probeModel({
        connection,
        model,
        scales: [...new Set([scales.from, scales.to])],
        file: scenario.file,
      });
      return { catalog, model, schemaNotes };
    } finally {
      await connection.end();
    }
  } finally {
    await database.drop();
  }
}
