import path from 'node:path';
import { processorTime } from './processor-time';
import { runChild } from './child';
import type { BenchOptions, Comparison } from './report';
import { startEmbedded } from '../src/postgres/embedded/start';
import { readSchema } from '../src/scan/read/read-schema';
import type { ScanFinding } from '../src/scan/types';
import { readSchemaFiles } from '../src/scenario/sources/schema-files';
import { checkFinding, type Measured } from './scans/check-finding';
import type { ScanReport } from './scans/child';
import { manyTables } from './scans/many-tables';

/** Limits of one scan: processor time in seconds, and peak resident memory in kB. */
const most = { seconds: 240, memory: 500_000 };
/** The number of findings of each schema that are checked on loaded rows. */
const checked = 3;
/** Rows of the driving table that are loaded for that. */
const loaded = 100_000;
/** Pages before a new index over pages after it: the least that a finding promises. */
const saving = 5;

/**
 * A scan of each schema in a process of its own, and some of what it finds on loaded rows: the query that shows a finding
 * before and after its change. A schema of 1,000 tables where none is named.
 */
export async function scans({
  scenarios,
  searchPath,
}: BenchOptions): Promise<readonly Comparison[]> {
  if (scenarios.length > 0) {
    const found: Comparison[] = [];
    for (const source of scenarios) found.push(...(await ofSchema(source, searchPath)));
    return found;
  }
  const { file, remove } = manyTables(1000);
  try {
    const { report, processor } = await scanOnce(file, []);
    return [sizeOf('1,000 tables', report, processor)];
  } finally {
    remove();
  }
}

async function ofSchema(
  source: string,
  searchPath: readonly string[],
): Promise<readonly Comparison[]> {
  const name = path.basename(source);
  const { report, processor } = await scanOnce(source, searchPath);
  process.stderr.write(report.text);
  const counts = new Map<string, number>();
  for (const { kind } of report.findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const notes = [
    `${name}: ${report.findings.length} findings: ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}`,
  ];
  const size = { ...sizeOf(name, report, processor), notes };
  return [
    size,
    ...(await measuredOf(source, searchPath, report)).map((each) => comparisonOf(name, each)),
  ];
}

const sizeOf = (name: string, report: ScanReport, processor: number): Comparison => ({
  what: `scan of ${name}: ${report.tables} tables, ${report.queries} queries, ${report.skipped} statements skipped`,
  ours: `${processor.toFixed(0)} s of processors, ${(report.memory / 1024).toFixed(0)} MB`,
  beside: `${report.seconds.toFixed(0)} s`,
  aim: `at most ${most.seconds} s and ${most.memory / 1000} MB`,
  met: processor <= most.seconds && report.memory <= most.memory,
});

async function measuredOf(
  source: string,
  searchPath: readonly string[],
  report: ScanReport,
): Promise<readonly Measured[]> {
  const server = await startEmbedded({ env: process.env });
  try {
    const read = await readSchema({
      server,
      sources: await readSchemaFiles(process.cwd(), [source], () => Promise.resolve(Buffer.of())),
      scales: [1e3, 1e9],
      given: {},
      ...(searchPath.length === 0 ? {} : { searchPath }),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    const measured: Measured[] = [];
    for (const finding of inTurns(report.findings)) {
      if (measured.length === checked) break;
      const one = await checkFinding(server, read, finding, loaded);
      if (one !== undefined) measured.push(one);
    }
    return measured;
  } finally {
    await server.close();
  }
}

/** One finding of each kind, then a second one of each, and so on. Those that change no schema are left out. */
function inTurns(findings: readonly ScanFinding[]): readonly ScanFinding[] {
  const kinds = new Map<string, ScanFinding[]>();
  for (const finding of findings) {
    if (!/^(?:create|drop) index |^alter table /.test(finding.change)) continue;
    kinds.set(finding.kind, [...(kinds.get(finding.kind) ?? []), finding]);
  }
  const lists = [...kinds.values()];
  return Array.from({ length: findings.length }, (_, turn) =>
    lists.flatMap((list) => list[turn] ?? []),
  ).flat();
}

function comparisonOf(name: string, { finding, ...measured }: Measured): Comparison {
  const { before, after } = measured;
  const drops = finding.change.startsWith('create') === false;
  return {
    what: `${name}: ${finding.change} (${measured.rows} rows, ${measured.label})`,
    ours: `${after} pages`,
    beside: `${before} pages`,
    ratio: before / after,
    aim: drops ? 'at least 0.5' : `at least ${saving}`,
    met: before / after >= (drops ? 0.5 : saving),
    notes: [`${name}: ${measured.query}: ${measured.all.join('; ')}`],
  };
}

async function scanOnce(
  source: string,
  searchPath: readonly string[],
): Promise<{ readonly report: ScanReport; readonly processor: number }> {
  const before = processorTime('self', 'children');
  let report = '';
  await runChild(path.join('scans', 'child'), [source, ...searchPath], {
    onLine: (line) => (report = line),
  });
  return {
    report: JSON.parse(report) as ScanReport,
    processor: processorTime('self', 'children') - before,
  };
}
