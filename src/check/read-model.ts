import { modelDrawer } from '../drawer/from-model';
import type { Drawer } from '../drawer/types';
import { probeModel } from '../engine/probe';
import { applySchema } from '../engine/schema';
import { compileModel } from '../model/compile';
import type { Model } from '../model/types';
import { readCatalog } from '../postgres/catalog/read-catalog';
import type { Catalog } from '../postgres/catalog/types';
import type { Connection, Server } from '../postgres/types';
import { checkRoles } from './check-roles';
import type { RelationRows } from '../timeline/types';
import { relationRows } from './relation-rows';
import { withDatabase } from '../postgres/with-database';
import type { Scenario } from '../scenario/types';
import type { OnSlow } from '../schema/run-statement';

export interface ReadModel {
  readonly catalog: Catalog;
  readonly model: Model;
  /** Rows of each table at a row count of the driving one. */
  readonly relationRows: RelationRows;
  /** Statements of the schema that were skipped or replaced, one line each. */
  readonly schemaNotes: readonly string[];
}

/** While its database stays. */
export interface OpenModel extends ReadModel {
  readonly drawer: Drawer;
  /** To a database with the schema and no rows. */
  readonly connection: Connection;
}

type Range = { readonly from: number; readonly to: number };

/** `withModel` for what draws no values. */
export function readModel(server: Server, scenario: Scenario, scales: Range): Promise<ReadModel> {
  return withModel(
    server,
    scenario,
    scales,
    ({ catalog, model, relationRows: rows, schemaNotes }) =>
      Promise.resolve({ catalog, model, relationRows: rows, schemaNotes }),
  );
}

/**
 * Creates the schema in a database of its own to see what it makes, and compiles the data model over it. The database
 * stays while `work` draws values in it.
 *
 * @param onSlow called with a statement of the schema that takes long
 *
 * @throws PlancliffError `scenario` where the server refuses the schema, `model` where the model does not fit.
 */
export function withModel<Result>(
  server: Server,
  scenario: Scenario,
  scales: Range,
  work: (of: OpenModel) => Promise<Result>,
  onSlow?: OnSlow,
): Promise<Result> {
  return openModel(server, scenario, scales, work, onSlow);
}

/** `withModel` for a model whose rows its schema is known to take: none are tried. */
export function withFittedModel<Result>(
  server: Server,
  scenario: Scenario,
  work: (of: OpenModel) => Promise<Result>,
): Promise<Result> {
  return openModel(server, scenario, undefined, work);
}

async function openModel<Result>(
  server: Server,
  scenario: Scenario,
  tried: Range | undefined,
  work: (of: OpenModel) => Promise<Result>,
  onSlow?: OnSlow,
): Promise<Result> {
  const inDatabase = async (connection: Connection): Promise<Result> => {
    const schemaNotes = await applySchema(connection, scenario, server, onSlow);
    await checkRoles(connection, scenario);
    const catalog = await readCatalog(connection);
    const model = compileModel(scenario, catalog);
    const { file, clock } = scenario;
    const scales = tried === undefined ? [] : [...new Set([tried.from, tried.to])];
    await probeModel({ connection, model, scales, file, clock });
    const drawer = modelDrawer(scenario.queries, model, connection);
    return work({
      catalog,
      model,
      relationRows: relationRows(model),
      schemaNotes,
      drawer,
      connection,
    });
  };
  return withDatabase(server, `${scenario.name} schema`, inDatabase, scenario.locale);
}
