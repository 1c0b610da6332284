import { sweepScenario } from '../../src/check/sweep-scenario';
import { engines } from '../../src/engine/engines';
import { definitionOf } from '../../src/generate/definition';
import type { Probe } from '../../src/generate/probes/types';
import type { Server } from '../../src/postgres/types';
import { ddlOf } from '../../src/scan/read/ddl';
import { readSchema } from '../../src/scan/read/read-schema';
import { scanSchema } from '../../src/scan/scan-schema';
import type { ScanFinding } from '../../src/scan/types';
import { scenarioFrom } from '../../src/scenario/from-definition';
import {
  ddlOfFamily,
  isHeldOut,
  type Part,
  type ScannedFamily,
} from '../../test/corpus/scanned/types';

/** What a scan or a check says of one part or one question. */
export interface JudgedScan {
  readonly name: string;
  readonly heldOut: boolean;
  readonly harmful: boolean;
  /** Findings that name what is wrong. */
  readonly right: readonly string[];
  /** Other findings. */
  readonly wrong: readonly string[];
  /** Whether one of the others is as grave as a measured error, or a foreign key without an index. */
  readonly wrongError: boolean;
}

const largest = 1e9;
const signal = new AbortController().signal;
const silent = (): void => undefined;

/** Weight from which a finding of a scan is as grave as an error of a check. */
const grave = 900;

/** Scans a family's schema as `plancliff scan` does, and checks its questions over the model that the scan infers. */
export async function judgeScanned(
  server: Server,
  family: ScannedFamily,
): Promise<readonly JudgedScan[]> {
  return [...(await judgeParts(server, family)), ...(await judgeQuestions(server, family))];
}

async function judgeParts(server: Server, family: ScannedFamily): Promise<readonly JudgedScan[]> {
  const { parts, trial } = family;
  if (Object.keys(parts).length === 0) return [];
  const { findings, settled, failures, chosen } = await scanSchema({
    server,
    sources: [{ name: 'corpus.sql', text: ddlOfFamily(family) }],
    scales: [1e3, 1e5, 1e7, largest],
    given: {},
    // As many for each part as a scan of it alone would have.
    maxQueries: 60 * Object.keys(parts).length,
    noTrial: !trial,
    signal,
    onProgress: silent,
  });
  for (const { message, line } of settled.skipped)
    throw new Error(`${family.name}:${line}: ${message}`);
  for (const { probe, failure } of failures) throw new Error(`${probe.name}: ${failure.message}`);
  process.stderr.write(`  ${family.name}: ${chosen.probes.length} queries\n`);
  return Object.entries(parts).map(([name, part]) => {
    const tables = tablesOf(part);
    const own = findings.filter(({ table }) => tables.has(table));
    const right = own.filter((finding) => names(part, finding));
    const wrong = own.filter((finding) => !right.includes(finding));
    return {
      name,
      heldOut: isHeldOut(name),
      harmful: part.trap !== undefined,
      right: right.map(said),
      wrong: wrong.map(said),
      wrongError: wrong.some(({ weight }) => weight >= grave),
    };
  });
}

const tablesOf = ({ ddl }: Part): ReadonlySet<string> =>
  new Set([...ddl.matchAll(/create table (\w+)/g)].map(([, name = '']) => name));

const names = ({ trap }: Part, { kind, subject }: ScanFinding): boolean =>
  trap !== undefined &&
  trap.kinds.includes(kind) &&
  (trap.subject === undefined || trap.subject === subject);

const said = ({ kind, subject }: ScanFinding): string => `${kind} ${subject}`;

async function judgeQuestions(
  server: Server,
  family: ScannedFamily,
): Promise<readonly JudgedScan[]> {
  const questions = Object.entries(family.questions);
  if (questions.length === 0) return [];
  const { settled, fitted } = await readSchema({
    server,
    sources: [{ name: 'corpus.sql', text: ddlOfFamily(family) }],
    scales: [1e3, largest],
    given: {},
    signal,
    onProgress: silent,
  });
  const probes = questions.map(([name, { sql, values = [] }]): Probe => ({
    kind: 'equality',
    name,
    table: fitted.inferred.driving,
    sql,
    cases: { default: values },
  }));
  const { findings, unplannable } = await sweepScenario({
    server,
    scenario: scenarioFrom('corpus', definitionOf(ddlOf(settled, fitted), fitted.inferred, probes)),
    engine: engines.virtual,
    scales: { from: 1_000, to: largest },
    precision: 0.5,
    trialRows: [10_000, 50_000],
    signal,
    onProgress: silent,
  });
  for (const each of unplannable) throw new Error(JSON.stringify(each));
  const accusing = findings.filter(({ severity }) => severity !== 'info');
  return questions.map(([name, { harmful }]) => {
    const own = accusing.filter(({ query }) => query === name);
    const all = own.map(({ severity, kind }) => `${severity} ${kind}`);
    return {
      name,
      heldOut: isHeldOut(name),
      harmful,
      right: harmful ? all : [],
      wrong: harmful ? [] : all,
      wrongError: !harmful && own.some(({ severity }) => severity === 'error'),
    };
  });
}
