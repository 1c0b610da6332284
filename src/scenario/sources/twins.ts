import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { PlancliffError } from '../../errors';
import { pulledFiles } from '../../pull/folder/files';
import { readPulled } from '../../pull/folder/read';
import { columnLookups } from '../../pull/lookup';
import type { Pulled } from '../../pull/types';
import { casesOf, chooseStatements, type ChosenStatement } from '../../pull/workload/choose';
import { pulledTables } from '../../pull/workload/tables';
import { relationKey } from '../../postgres/relation-key';
import { digest } from '../../text/digest';
import { nameOfFile } from '../name-of-file';
import { fresh } from '../validate/validate-conditions';
import type { Case, Query, Scenario, ScenarioDefinition } from '../types';
import type { ScenarioSource } from './source';

/** Folder of a project that contains the folders which `plancliff pull` wrote. */
const twinsDirectory = 'twins';

/** Statements of one twin that are swept: with ten times as many a check takes minutes. */
const most = 1_000;

/** Tables grow to a thousand times their size. */
const growth = 1_000;

/** What `plancliff pull` wrote, swept over growth: the folder goes by its manifest. */
export const twins: ScenarioSource = {
  ending: /(?:^|[\\/])manifest\.json$/,
  isScenario: () => false,
  load: (file, shown) => loadTwin(path.dirname(file), shown),
};

/** Manifests of the twins of a project, in the order of their folders. */
export function twinsIn(cwd: string): readonly string[] {
  const folder = path.resolve(cwd, twinsDirectory);
  // A file of this name was not written by `plancliff pull`.
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(folder, entry.name, pulledFiles.manifest))
    .filter((file) => existsSync(file))
    .sort();
}

/** The manifest in a folder that was named; undefined where it is none. */
export function manifestIn(folder: string): string | undefined {
  const file = path.join(folder, pulledFiles.manifest);
  return existsSync(file) ? file : undefined;
}

async function loadTwin(folder: string, file: string): Promise<Scenario> {
  const pulled = await readPulled(folder);
  const driving = largestTable(pulled);
  const { statements } = await chooseStatements(pulled.workload, pulledTables(pulled), {
    top: most,
    order: 'total',
  });
  if (statements.length === 0) {
    throw new PlancliffError('scenario', {
      message: `${file}: the twin has no statement to plan`,
      reason: `${pulledFiles.workload} contains no query of its tables.`,
      hint: 'Add lines such as {"sql": "select * from orders where status = $1"}, or pull a server with pg_stat_statements.',
    });
  }
  const position = (k: number) => ({
    file: file.replace(pulledFiles.manifest, pulledFiles.workload),
    line: 1 + pulled.workload.findIndex(({ sql }) => sql === statements[k]?.text),
    column: 1,
  });
  const queries = statements.map((each, k) => queryOf(each, pulled, position(k)));
  const { rows, name: table } = driving;
  const definition: ScenarioDefinition = {
    schema: pulled.schema,
    driving: table,
    tables: tableDigests(pulled),
    queries: Object.fromEntries(queries.map((query) => [query.name, query.definition])),
    scales: `${rows}..${Math.min(rows * growth, mostRows)}`,
    clock: pulled.manifest.clock,
  };
  return {
    name: nameOfFile(file),
    file,
    ddl: pulled.schema,
    definition,
    queries,
    seed: 1,
    clock: pulled.manifest.clock,
    conditions: [fresh],
    twin: { folder, rows },
  };
}

/** Rows that a table can have: 2^32 pages of one row are the end of everything. */
const mostRows = 1e12;

/** Growth is shown in rows of the table that has most of them today. */
function largestTable({ statistics }: Pulled): { readonly name: string; readonly rows: number } {
  const [largest] = statistics.relations
    .filter(({ kind }) => kind === 'table')
    .toSorted((a, b) => b.reltuples - a.reltuples);
  const rows = Math.max(1, Math.round(largest?.reltuples ?? 1));
  const { schema = 'public', name = 'table' } = largest ?? {};
  return { name: schema === 'public' ? name : `${schema}.${name}`, rows };
}

/** A digest of the statistics of each table with its indexes stands for a data model. */
function tableDigests({ statistics }: Pulled): ScenarioDefinition['tables'] {
  const byTable = new Map<string, unknown[]>();
  for (const relation of statistics.relations) {
    const { schema, name, index } = relation;
    const table = index?.table ?? name;
    const shown = schema === 'public' ? table : `${schema}.${table}`;
    byTable.set(shown, [...(byTable.get(shown) ?? []), [relationKey(relation), relation]]);
  }
  return Object.fromEntries(
    [...byTable].map(([name, of]) => [name, { statistics: digest(JSON.stringify(of), 12) }]),
  ) as unknown as ScenarioDefinition['tables'];
}

function queryOf(statement: ChosenStatement, pulled: Pulled, position: Query['position']): Query {
  const { name, sql, parameters } = statement;
  const known = casesOf(statement, columnLookups(pulled.statistics.relations));
  // Without values a statement is planned for any.
  const all: readonly (readonly [string, readonly unknown[]])[] =
    parameters === 0
      ? [['default', []]]
      : [['any', []], ...known.map(({ label, drawn }) => [label, drawn] as const)];
  const cases = all.map(([label, values]): Case => ({
    id: `${name} / ${label}`,
    query: name,
    label,
    values,
  }));
  return { name, definition: { sql, cases: Object.fromEntries(all) }, position, cases };
}
