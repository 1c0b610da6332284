import { statisticsDrawer } from '../drawer/from-statistics';
import type { Drawer } from '../drawer/types';
import { applySchema } from '../engine/twin/apply-schema';
import { growthOf } from '../engine/twin/growth/growth';
import { createRoles } from '../engine/twin/roles';
import type { Model } from '../model/types';
import { readCatalog } from '../postgres/catalog/read-catalog';
import type { Server } from '../postgres/types';
import { withDatabase } from '../postgres/with-database';
import { readPulled } from '../pull/folder/read';
import { columnLookups } from '../pull/lookup';
import type { Scenario, TwinFolder } from '../scenario/types';
import type { OpenModel } from './read-model';

/**
 * What `withModel` gives, of a twin: its tables grow by rules, and values are drawn from its statistics as these are at
 * each size.
 */
export async function withTwin<Result>(
  server: Server,
  scenario: Scenario,
  { folder, rows }: TwinFolder,
  work: (of: OpenModel) => Promise<Result>,
): Promise<Result> {
  const pulled = await readPulled(folder);
  return withDatabase(server, `${scenario.name} schema`, async (connection) => {
    await createRoles(connection, pulled.manifest, pulled.schema);
    const schemaNotes = await applySchema(connection, pulled.schema);
    const catalog = await readCatalog(connection);
    const growth = growthOf(pulled, catalog);
    const factorAt = (scale: number): number => Math.max(1, scale / rows);
    const drawer: Drawer = {
      statementsAt(scale, cases) {
        const { relations } = growth.imageAt(factorAt(scale));
        return statisticsDrawer(scenario.queries, columnLookups(relations)).statementsAt(
          scale,
          cases,
        );
      },
    };
    return work({
      catalog,
      model: noModel(scenario),
      relationRows: ({ schema, relation }, scale) =>
        growth.rows({ schema, name: relation }, factorAt(scale)),
      schemaNotes,
      drawer,
      connection,
    });
  });
}

/** A twin makes no rows. */
function noModel({ seed, clock, definition }: Scenario): Model {
  const none = (): never => {
    throw new RangeError('A twin has no data model');
  };
  return {
    seed,
    clock: Date.parse(clock),
    driving: definition.driving,
    tables: [],
    table: none,
    rowSelect: none,
    columnSelect: none,
    classDraws: none,
    valueAt: none,
    readsRowNumber: none,
    drawExpression: none,
    rowKey: none,
    rowExpression: none,
    // Statements of a twin are planned with the types that the server infers.
    typeOf: () => undefined,
  };
}
