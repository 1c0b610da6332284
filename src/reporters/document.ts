import { isAbsolute, relative } from 'node:path';
import { findingInfo } from '../findings/catalogue';
import type { Finding } from '../findings/types';
import type { AccessPath, PlanFailure } from '../plan/types';
import { sessionText } from '../plan/session-text';
import { foldSql } from '../sql/fold';
import { parameterText } from '../snapshot/current/parameter-text';
import type { Timeline } from '../timeline/types';
import { allFindings, isOpen, lostIndexes } from './finding-labels';
import type { ReporterOptions } from './types';
import type { CheckResult, ScenarioResult } from '../check/result';

/** Version of the document: a reader of this one can read every later document of the same number. */
const documentVersion = 1;

/**
 * A result as plain data, as `result.schema.json` describes it: row counts are whole numbers, names of files
 * have forward slashes, and what is not known is left out.
 */
export function resultDocument(result: CheckResult, { root }: ReporterOptions = {}) {
  const findings = allFindings(result);
  const open = findings.filter(isOpen);
  const severe = (severity: Finding['severity']): number =>
    open.filter((finding) => finding.severity === severity).length;
  return {
    version: documentVersion,
    failOn: result.failOn,
    summary: {
      scenarios: result.scenarios.length,
      cases: result.scenarios.reduce((sum, { timelines }) => sum + timelines.length, 0),
      indexesLost: lostIndexes(findings).size,
      errors: severe('error'),
      warnings: severe('warning'),
      notes: severe('info'),
      allowed: findings.length - open.length,
    },
    scenarios: result.scenarios.map((scenario) => scenarioDocument(scenario, root)),
    problems: result.problems,
    obsoleteSnapshots: result.obsoleteSnapshots,
  };
}

function scenarioDocument(result: ScenarioResult, root: string | undefined) {
  const { scenario, engine, serverVersion, settings, scales, snapshot, seconds } = result;
  return {
    name: scenario.name,
    file: fileName(scenario.file, root),
    description: scenario.definition.description,
    driving: scenario.definition.driving,
    engine,
    serverVersion,
    settings,
    scales: { from: Math.round(scales.from), to: Math.round(scales.to) },
    seconds,
    timelines: result.timelines.map(timelineDocument),
    unplannable: result.unplannable.map(({ query, case: label, condition, scale, failure }) => ({
      query,
      case: label,
      condition,
      scale: Math.round(scale),
      failure: failureDocument(failure),
    })),
    variants: result.variants?.map(({ query, case: label, rule, timeline, keptUpTo }) => ({
      query,
      case: label,
      rule: rule.name,
      reason: rule.reason,
      instead: rule.instead,
      sameRows: rule.sameRows,
      keptUpTo: rounded(keptUpTo),
      timeline: timeline && timelineDocument(timeline),
    })),
    findings: result.findings.map((finding) => findingDocument(finding, root)),
    snapshot,
    trial: result.measurements && {
      sizes: result.measurements.sizes,
      notes: result.measurements.notes,
    },
    approximations: result.approximations,
    schemaNotes: result.schemaNotes,
  };
}

function timelineDocument(timeline: Timeline) {
  const { query, case: label, condition, statement, folded } = timeline;
  return {
    query,
    case: label,
    condition,
    ...statementDocument(statement),
    folded,
    ranges: timeline.ranges.map(({ from, to, points }) => ({
      from: Math.round(from),
      to: Math.round(to),
      accesses: (points[0]?.plan.accesses ?? []).map(accessDocument),
      points: points.map(({ scale, plan }) => ({
        scale: Math.round(scale),
        cost: plan.cost,
        rows: Math.round(plan.rows),
      })),
    })),
    changes: timeline.changes.map((change) => ({ ...change, at: Math.round(change.at) })),
  };
}

function accessDocument(path: AccessPath) {
  return {
    occurrence: path.occurrence,
    alias: path.alias,
    schema: path.schema,
    relation: path.relation,
    method: path.method,
    indexes: path.indexes,
    direction: path.direction,
    conditions: path.conditions.map(({ text }) => text),
    filters: path.filters.map(({ text }) => text),
  };
}

function findingDocument(finding: Finding, root: string | undefined) {
  const { position } = finding;
  return {
    ...finding,
    page: findingInfo[finding.kind].page,
    at: rounded(finding.at),
    ...('now' in finding ? { now: rounded(finding.now) } : {}),
    ...('accepted' in finding ? { accepted: rounded(finding.accepted) } : {}),
    ...(finding.kind === 'unplannable' ? { failure: failureDocument(finding.failure) } : {}),
    position: position && { ...position, file: fileName(position.file, root) },
  };
}

/** JSON leaves out what is undefined. */
const rounded = (rows: number | undefined): number | undefined =>
  rows === undefined ? undefined : Math.round(rows);

function failureDocument({ statement, ...failure }: PlanFailure) {
  return { ...failure, ...statementDocument(statement) };
}

/** Values as SQL would write them: a driver's own, such as dates and buffers, have no form in JSON. */
function statementDocument(statement: Timeline['statement']) {
  const { sql, parameters } = statement;
  const session = sessionText(statement);
  return {
    sql: foldSql(sql),
    parameters: parameters.map(parameterText),
    ...(session === '' ? {} : { session }),
  };
}

function fileName(file: string, root: string | undefined): string {
  const path = root !== undefined && isAbsolute(file) ? relative(root, file) : file;
  return path.replaceAll('\\', '/');
}
