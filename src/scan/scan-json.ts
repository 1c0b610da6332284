import { modelledTables, tableName } from '../generate/names';
import type { ScanResult } from './types';

/** Everything that a scan found, as one document. Versioned: what is in it stays until the number changes. */
export function scanJson(result: ScanResult): string {
  const {
    sources,
    unread,
    version,
    scales,
    settled,
    model,
    modelNotes,
    chosen,
    cases,
    failures,
    findings,
  } = result;
  const document = {
    version: 1,
    sources,
    unread,
    server: { version },
    scales,
    driving: model.driving,
    schema: {
      tables: modelledTables(result.facts).map(tableName),
      skipped: settled.skipped,
      notes: [...settled.notes, ...modelNotes],
      leftOutRows: settled.leftOutRows,
    },
    model: { tables: model.tables, inferences: model.inferences },
    findings,
    queries: chosen.probes.map(({ name, kind, table, index, foreignKey, variant, sql }) => ({
      name,
      kind,
      table,
      ...(index === undefined ? {} : { index }),
      ...(foreignKey === undefined ? {} : { foreignKey }),
      ...(variant === undefined ? {} : { variant }),
      sql,
      cases: cases
        .filter(({ probe }) => probe.name === name)
        .map(({ label, points }) => ({
          label,
          plans: points.map(({ scale, plan, statement }) => ({
            scale,
            sql: statement.sql,
            cost: plan.cost,
            rows: plan.rows,
            access: plan.accesses.map(({ relation, method, indexes }) => ({
              relation,
              method,
              indexes,
            })),
          })),
        })),
    })),
    genericPlans: result.generic
      .filter(({ differing }) => differing.length > 0)
      .map(({ probe, scale, plan, customCost, auto, differing }) => ({
        query: probe.name,
        scale,
        genericCost: plan.cost,
        customCost,
        auto,
        differs: differing.map(({ label }) => label),
      })),
    tablesPlanned: result.tablesPlanned,
    leftOut: chosen.leftOut,
    unprobed: chosen.unprobed,
    failures: failures.map(({ probe, label, failure }) => ({
      query: probe.name,
      case: label,
      sql: failure.statement.sql,
      message: failure.message,
    })),
    approximations: result.approximations,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
