import { sweepScenario } from '../check/sweep-scenario';
import { engines } from '../engine/engines';
import type { EngineProgress } from '../engine/types';
import { definitionOf } from '../generate/definition';
import type { InferredModel } from '../generate/model/types';
import type { Probe } from '../generate/probes/types';
import type { Finding } from '../findings/types';
import type { Server } from '../postgres/types';
import { scenarioFrom } from '../scenario/from-definition';
import { rowsText } from '../text/figures';
import { shownQuery } from './rules/evidence';
import type { ScanFinding, ScannedCase } from './types';

/** Rows of the driving table in the trial: few, since a scan is short. */
const trialRows = [10_000, 50_000];
/** How near a change is located. */
const precision = 0.1;

/** Kinds that say something of the schema. Others are of a query, or of settings. */
const kinds = new Set([
  'index-lost',
  'index-demoted',
  'index-swapped',
  'work-outgrows-result',
  'early-stop',
  'no-index',
  'index-never-used',
]);

/**
 * Sweeps suspicious cases exactly, and runs their plans on really loaded rows: what remains of them is measured.
 *
 * @throws PlancliffError of the server, the disk, an interruption
 */
export async function confirm(options: {
  readonly server: Server;
  readonly ddl: string;
  readonly model: InferredModel;
  readonly suspects: readonly ScannedCase[];
  readonly largest: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
}): Promise<readonly ScanFinding[]> {
  const { server, ddl, model, suspects, signal } = options;
  const probes = suspects.map(({ probe, label }) => ({
    ...probe,
    cases: { [label]: probe.cases[label] ?? [] },
  }));
  const swept = await sweepScenario({
    server,
    scenario: scenarioFrom('scan', definitionOf(ddl, model, probes)),
    engine: engines.virtual,
    scales: { from: 1_000, to: options.largest },
    precision,
    trialRows,
    signal,
    onProgress: options.onProgress,
  });
  const worst = new Map<string, Finding>();
  for (const finding of swept.findings) {
    if (finding.severity === 'info' || !kinds.has(finding.kind) || worst.has(finding.query))
      continue;
    worst.set(finding.query, finding);
  }
  return suspects.flatMap((each): ScanFinding[] => {
    const finding = worst.get(each.probe.name);
    if (finding === undefined) return [];
    // Not every rule that a case meets gives the advice that was tried for it.
    const helps = swept.measurements.cases
      .filter(({ query }) => query === finding.query)
      .flatMap(({ tried }) => tried)
      .find(({ outcome }) => outcome === 'helps');
    return [
      asScanFinding(each, helps === undefined ? finding : { ...finding, advice: helps.text }),
    ];
  });
}

function asScanFinding({ probe, label, points }: ScannedCase, finding: Finding): ScanFinding {
  const last = points.at(-1);
  const ddl = /"(create index [^"]+)"/.exec(finding.advice)?.[1];
  const [measured = finding.why] = finding.why.split('; ');
  const gain = /: ([\d.,kMBT]+ pages instead of [\d.,kMBT]+ at \S+)/.exec(finding.advice)?.[1];
  return {
    kind: finding.kind,
    table: probe.table,
    subject: probe.index ?? probe.foreignKey ?? '',
    title: titleOf(probe, label, finding),
    ...shortOf(probe, label, finding, gain),
    why: `${measured.replace(/\.$/, '')}${ddl !== undefined && gain !== undefined ? `; with the index below ${gain}` : ''}.`,
    details: `${finding.why} ${finding.advice}`,
    ...(last === undefined ? {} : { query: shownQuery(last.statement) }),
    change: ddl === undefined ? finding.advice : `${ddl.replaceAll(/\bpublic\./g, '')};`,
    weight: finding.severity === 'error' ? 900 : 600,
  };
}

/** What somebody asks with such a query. */
function questionOf({ kind, sql, index }: Probe): string {
  const column = / where (?:\()?("?[\w ]+"?) (?:=|>=)/.exec(sql)?.[1];
  const order = / order by ("?[\w ]+"?)/.exec(sql)?.[1];
  switch (kind) {
    case 'filter-order':
      return `the newest rows of one ${column ?? 'value'}`;
    case 'order-limit':
      return `the first page${column === undefined ? '' : ` of one ${column}`} by ${order ?? index ?? 'a key'}`;
    case 'keyset':
      return `the next page by ${order ?? index ?? 'a key'}`;
    case 'search':
      return `a search by ${index ?? 'an index'}`;
    default:
      return `a query by ${column ?? index ?? 'a key'}`;
  }
}

/** One line for the first screen, where the finding says what was measured. */
function shortOf(
  probe: Probe,
  label: string,
  { why }: Finding,
  gain: string | undefined,
): { readonly short?: string } {
  const found =
    /[Aa]t ([\d.]+[kMBT]?) rows the query touches ([^;,]+?) for ([^;,]+?)(?:[,;.]|$)/.exec(why);
  if (found === null) return {};
  const [, size, work, result] = found;
  const value = label === 'default' ? '' : `, a ${label} value`;
  const better = gain === undefined ? '' : `; with this index ${gain}`;
  return {
    short: `${probe.table}: ${questionOf(probe)} touch ${work} for ${result} at ${size} rows (measured${value})${better}`,
  };
}

function titleOf(probe: Probe, label: string, finding: Finding): string {
  const at = 'at' in finding ? finding.at : undefined;
  const from = at === undefined || at <= 1_000 ? ' at every size' : ` from ${rowsText(at)}`;
  const what = `${probe.table}: ${questionOf(probe)}`;
  const value = label === 'default' ? '' : ` (a ${label} value)`;
  switch (finding.kind) {
    case 'index-lost':
      return `${what} lose the index${from}${value}`;
    case 'early-stop':
      return `${what} are read fast only while matches are near${value}`;
    case 'no-index':
    case 'index-never-used':
      return `${what} need a full scan${from}${value}`;
    default:
      return `${what} take work that grows with the table${from}${value}`;
  }
}
