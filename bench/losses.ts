import { sweepScenario, type SweptScenario } from '../src/check/sweep-scenario';
import { virtualEngine } from '../src/engine/virtual/engine';
import { caseWork } from '../src/findings/work/case-work';
import { workText } from '../src/findings/work/figures';
import type { Work } from '../src/findings/work/work';
import { startEmbedded } from '../src/postgres/embedded/start';
import type { Server } from '../src/postgres/types';
import type { Case, Scenario } from '../src/scenario/types';
import { formatRows } from '../src/text/row-count';
import type { TimelinePoint } from '../src/timeline/types';
import type { TrialRun } from '../src/trial/types';
import { curesAt, curesOf, curing, type Cure } from './cures';
import type { BenchOptions, Comparison } from './report';
import { runLoaded } from './run-loaded';
import { withLoaded } from './with-loaded';
import { scenariosNamed } from './workload';

/** How far the work that a verdict extrapolates may lie from the work that is measured. */
const aim = 1.5;

/** Work in cost units of a run that is not made: a cross join of two large tables takes hours. */
const mostWork = 5_000_000;

/** Work that a finding of a case compares, extrapolated to a row count. */
interface Asked {
  readonly of: Case;
  readonly point: TimelinePoint;
  readonly work: Work;
}

interface Answered extends Asked {
  readonly run: TrialRun | 'too much';
}

/** The work that verdicts extrapolate for the bundled scenarios, beside that of plans run on `rows` loaded rows. */
export async function losses({ scenarios, rows }: BenchOptions): Promise<readonly Comparison[]> {
  const sizes = rows.length === 0 ? [1_000_000] : rows;
  const found: Comparison[] = [];
  const server = await startEmbedded({ env: process.env });
  try {
    for (const scenario of await scenariosNamed(scenarios)) {
      const swept = await sweepScenario({ server, scenario, engine: virtualEngine });
      const asked = askedOf(scenario, swept);
      found.push(curing(scenario.name, curesOf(scenario.name, swept.measurements)));
      for (const size of sizes) {
        const { answered, cures } = await runAll(server, scenario, size, asked, swept);
        found.push(...answered.map((each) => comparison(scenario, size, each)));
        found.push(curing(scenario.name, cures));
      }
    }
  } finally {
    await server.close();
  }
  return found;
}

/** Every access of the cases that have a finding with measured figures. */
function askedOf(
  scenario: Scenario,
  { findings, measurements, timelines }: SweptScenario,
): Asked[] {
  const cases = scenario.queries.flatMap((query) => query.cases);
  return cases.flatMap((of) => {
    const isOf = (each: { readonly query: string; readonly case: string }): boolean =>
      each.query === of.query && each.case === of.label;
    if (!findings.some((each) => isOf(each) && each.measured !== undefined)) return [];
    const works = caseWork(measurements.cases.find(isOf))?.accesses ?? new Map<string, Work>();
    const points = timelines
      .filter(isOf)
      .flatMap(({ ranges }) => ranges.flatMap((range) => range.points));
    return [...works].flatMap(([signature, work]) => {
      const point = points.findLast(({ plan }) => plan.accessSignature === signature);
      return point === undefined ? [] : [{ of, point, work }];
    });
  });
}

async function runAll(
  server: Server,
  scenario: Scenario,
  size: number,
  asked: readonly Asked[],
  swept: SweptScenario,
): Promise<{ readonly answered: readonly Answered[]; readonly cures: readonly Cure[] }> {
  return withLoaded(server, { scenario, size }, async (loaded) => {
    const answered: Answered[] = [];
    for (const each of asked) {
      const { of, point, work } = each;
      const run =
        work.work.at(size) > mostWork
          ? 'too much'
          : await runLoaded(loaded, of, { target: { plan: point.plan, scale: point.scale } });
      answered.push({ ...each, run });
    }
    return { answered, cures: await curesAt(loaded, swept) };
  });
}

function comparison(
  scenario: Scenario,
  size: number,
  { of, point, work, run }: Answered,
): Comparison {
  const access = point.plan.accessSignature.split('\n').join('; ');
  const what = `${scenario.name}, ${of.id} at ${formatRows(size)}: ${access}`;
  const ours = workText(work, size);
  if (run === 'too much') return { what, ours, beside: 'not run', aim: 'none', met: true };
  if (run.outcome !== 'measured' || !run.sameJoins) {
    const beside = run.outcome === 'measured' ? 'joined by other methods' : run.outcome;
    return { what, ours, beside, aim: 'none', met: true };
  }
  const extrapolated = work.work.at(size);
  const ratio = Math.max(1, extrapolated) / Math.max(1, run.figures.work);
  const { pages, tempPages, rowsHandled } = run.figures;
  return {
    what,
    ours,
    beside: `${formatRows(pages + tempPages)} pages, ${formatRows(Math.max(1, rowsHandled))} rows: ${ratio.toFixed(2)} times`,
    aim: `within ${aim}`,
    met: Math.max(ratio, 1 / ratio) <= aim,
  };
}
