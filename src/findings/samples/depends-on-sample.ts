import { differingText } from '../../plan/describe';
import { usesIndex } from '../../plan/disabled-paths';
import type { Plan } from '../../plan/types';
import { counted, listed, rowsText } from '../../text/figures';
import type { Timeline } from '../../timeline/types';
import { finding, known } from '../finding';
import type { Severity } from '../kinds';
import type { Finding } from '../types';
import { caseWork } from '../work/case-work';
import { measuredCase, type Measurements, type SampledPlans, type SampledValue } from '../evidence';
import { extrapolatedText, workText } from '../work/figures';
import { measuredFigures } from '../work/measured-evidence';
import { multiple, worthwhile } from '../work/outgrows';

/** Runs of two plans whose work is nearer than this are alike. */
const noticeable = 2;

/**
 * Cases whose access depends on which rows ANALYZE happens to read: of several samples some lead to another one, at a row
 * count some way from any change. One finding for a case, at the row count where most samples differ.
 */
export function dependsOnSample(
  timelines: readonly Timeline[],
  measurements: Measurements | undefined,
): readonly Finding[] {
  const sampled = measurements?.sampled ?? [];
  return timelines.flatMap((timeline) => {
    const own = sampled.filter(
      (each) =>
        each.query === timeline.query &&
        each.case === timeline.case &&
        each.condition === timeline.condition,
    );
    const [most] = own.toSorted((a, b) => b.differing - a.differing || b.scale - a.scale);
    if (most === undefined) return [];
    const work = measurements && caseWork(measuredCase(measurements, timeline));
    return [findingOf(timeline, most, work)];
  });
}

function findingOf(
  timeline: Timeline,
  sampled: SampledPlans,
  measured: ReturnType<typeof caseWork>,
): Finding {
  const { scale, samples, differing, chosen, other, value } = sampled;
  const lost = indexesOf(chosen.plan).filter((index) => !indexesOf(other.plan).includes(index));
  const [index] = lost;
  const does = index === undefined ? 'read' : `lose ${listed(lost)} and read`;
  const mine = measured?.accesses.get(chosen.plan.accessSignature);
  const theirs = measured?.accesses.get(other.plan.accessSignature);
  const works =
    mine === undefined || theirs === undefined
      ? ''
      : ` Measured: ${workText(theirs, scale)} instead of ${workText(mine, scale)}${extrapolatedText(theirs, scale)}.`;
  return finding(timeline, 'plan-depends-on-sample', {
    severity: severityOf(mine?.work.at(scale), theirs?.work.at(scale)),
    why:
      `At ${rowsText(scale)}, ${differing} of ${counted(samples, 'sample')} as ANALYZE may draw them ${does} by ${differingText(other.plan, chosen.plan)}, where the balanced sample leads to ${differingText(chosen.plan, other.plan)}.` +
      `${value === undefined ? '' : ` ${metText(value)}`}${works}`,
    advice: adviceText(sampled),
    ...known({
      at: scale,
      index,
      relation: value?.relation,
      measured:
        mine === undefined || theirs === undefined || measured === undefined
          ? undefined
          : measuredFigures({ work: theirs, other: mine, result: measured.result, at: scale }),
    }),
  });
}

const indexesOf = ({ accesses }: Plan): readonly string[] =>
  accesses.filter(usesIndex).flatMap(({ indexes }) => indexes);

/** How often a value is met in a sample: its share of the rows, and the standard deviation of a draw by chance. */
function metText({ column, expected, sampled }: SampledValue): string {
  const figure = (of: number): string => (of < 1 ? of.toFixed(1) : String(Math.round(of)));
  return `The value of ${column} is met ${figure(expected)} ± ${figure(Math.sqrt(expected))} times in a sample of ${rowsText(sampled)}.`;
}

function adviceText({ raised, samples, value }: SampledPlans): string {
  if (raised === undefined) return 'Raise the statistics target of the column, then run ANALYZE.';
  const { target, differing } = raised;
  const where =
    value === undefined
      ? `set default_statistics_target = ${target}`
      : `alter table ${value.relation} alter column ${value.column} set statistics ${target}`;
  const result =
    differing === 0
      ? `none of ${counted(samples, 'sample')} differs`
      : `${differing} of ${counted(samples, 'sample')} still differ`;
  return `With "${where}" and ANALYZE, ${result} (planned).`;
}

/** Where nothing could be measured the harm is unknown, and no pass. */
function severityOf(mine: number | undefined, theirs: number | undefined): Severity {
  if (mine === undefined || theirs === undefined) return 'warning';
  const [less, more] = [Math.min(mine, theirs), Math.max(mine, theirs)];
  if (more / Math.max(1, less) < noticeable) return 'info';
  return more / Math.max(1, less) >= multiple && more - less >= worthwhile ? 'warning' : 'info';
}
