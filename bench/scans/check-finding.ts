import { withModel } from '../../src/check/read-model';
import { seedEngine } from '../../src/engine/seed/engine';
import { definitionOf } from '../../src/generate/definition';
import type { Probe } from '../../src/generate/probes/types';
import type { Statement } from '../../src/plan/types';
import type { Connection, Server } from '../../src/postgres/types';
import { partOf } from '../../src/scan/part-of-schema';
import type { ReadSchema } from '../../src/scan/read/read-schema';
import type { ScanFinding } from '../../src/scan/types';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { resolveSettings } from '../../src/scenario/profiles';
import { escapePattern } from '../../src/text/pattern';
import { inTransaction } from '../../src/trial/run-at-sizes';

/** Pages that one run of a finding's query touched, without the change and with it. */
export interface Measured {
  readonly finding: ScanFinding;
  readonly query: string;
  readonly label: string;
  readonly rows: number;
  readonly before: number;
  readonly after: number;
  /** Pages before and after of each set of values, one line each. */
  readonly all: readonly string[];
}

const signal = new AbortController().signal;

/**
 * Loads the tables of a finding, and runs the query that shows it before and after its change. Of several sets of values
 * the one that gains the most: half of the rows have the common one, and no index helps with those.
 *
 * @param rows of the driving table
 */
export async function checkFinding(
  server: Server,
  read: ReadSchema,
  finding: ScanFinding,
  rows: number,
): Promise<Measured | undefined> {
  const probe = probeOf(read, finding);
  if (probe === undefined) return undefined;
  const part = await partOf(server, read, [probe]);
  const scenario = scenarioFrom('finding', definitionOf(part.ddl, part.model, [probe]));
  return withModel(server, scenario, { from: rows, to: rows }, async ({ model, drawer }) => {
    const world = await seedEngine.open({
      server,
      scenario,
      model,
      signal,
      settings: resolveSettings(scenario.definition),
      condition: { label: 'fresh' },
      onProgress: () => undefined,
    });
    try {
      const cases = scenario.queries
        .flatMap((query) => query.cases)
        .filter(({ label }) => !['null', 'empty', 'absent'].includes(label));
      const statements = await drawer.statementsAt(rows, cases);
      const own = model.table(finding.table).rows(rows);
      const measured = await world.inspect(rows, (connection) =>
        inTransaction({ connection }, async () => {
          const before = await pagesOf(connection, statements);
          await connection.query(finding.change);
          return { before, after: await pagesOf(connection, statements) };
        }),
      );
      const gains = measured.before.map((before, k) => before / (measured.after[k] ?? NaN));
      const best = gains.indexOf(Math.max(...gains));
      return {
        finding,
        query: statements[best]?.sql ?? probe.sql,
        label: cases[best]?.label ?? '',
        rows: own,
        before: measured.before[best] ?? NaN,
        after: measured.after[best] ?? NaN,
        all: cases.map(
          ({ label }, k) => `${label}: ${measured.before[k]} pages, then ${measured.after[k]}`,
        ),
      };
    } finally {
      await world.close();
    }
  });
}

/** The query that shows a finding: the action of a foreign key, the one that was measured, or one by the index. */
function probeOf(read: ReadSchema, finding: ScanFinding): Probe | undefined {
  const about = read.groups
    .flatMap(({ probes }) => probes)
    .filter(
      ({ table, index, foreignKey }) =>
        table === finding.table && [index, foreignKey].includes(finding.subject),
    );
  switch (finding.kind) {
    case 'foreign-key-without-index':
      return about.find(({ kind }) => kind === 'foreign-key-action');
    case 'redundant-index':
      return about.findLast(({ kind }) => kind === 'equality');
    default:
      // A parameter stands for any text: of several statements the longest says the most.
      return about
        .filter(({ sql }) => isShown(sql, finding.query ?? ''))
        .toSorted((a, b) => b.sql.length - a.sql.length)[0];
  }
}

/** Whether a query with values in place is this statement. */
function isShown(sql: string, shown: string): boolean {
  const parts = sql.replaceAll(/\bpublic\./g, '').split(/\$\d+/);
  const pattern = parts.map(escapePattern).join('.+?');
  return new RegExp(`^${pattern}$`, 's').test(shown);
}

async function pagesOf(
  connection: Connection,
  statements: readonly Statement[],
): Promise<readonly number[]> {
  const pages: number[] = [];
  for (const { sql, parameters } of statements) {
    await connection.query('savepoint one_run');
    const { rows } = await connection.query<{ readonly 'QUERY PLAN': readonly ExplainRoot[] }>(
      `explain (analyze, buffers, timing off, format json) ${sql}`,
      [...parameters],
    );
    await connection.query('rollback to savepoint one_run');
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
    pages.push((plan?.['Shared Hit Blocks'] ?? NaN) + (plan?.['Shared Read Blocks'] ?? NaN));
  }
  return pages;
}

interface ExplainRoot {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
}
