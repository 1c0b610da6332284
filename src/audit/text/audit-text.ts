import type { Finding } from '../../findings/types';
import { caseName, counted, isOpen } from '../../reporters/finding-labels';
import { pagesBlock } from '../../reporters/finding-pages';
import { paintFor, type Paint } from '../../reporters/paint';
import { findingText, type TextLayout } from '../../reporters/table/finding-text';
import { printable, wrapText } from '../../text/wrap';
import { growthText } from '../growth/growth-text';
import { whatIfText } from '../what-if/what-if-text';
import { planGroups, type PlanGroup } from '../rank';
import type { AuditResult, Problem } from '../types';
import { firstLook } from './first-look';
import { caseOf, isUnnamed } from '../names';
import { legend, readingsTable } from './readings-table';
import { callable } from '../../text/callable';

export interface TextOptions {
  readonly columns: number;
  readonly color: boolean;
  readonly cwd: string;
  /** How plancliff is called here. */
  readonly program?: string;
}

/** What an audit found, for people: what to look at first, how each relation is read, what is wrong, what to do next. */
export function auditText(
  result: AuditResult,
  { columns: given, color, cwd, program = 'plancliff' }: TextOptions,
): string {
  const columns = Math.min(140, Math.max(60, given));
  const paint = paintFor(color);
  const { statements, problems, server, findings } = result;
  const groups = planGroups(statements, findings);
  const open = findings.filter(isOpen);
  const layout = { columns, paint, root: cwd };
  // Never wrapped: a host is copied more easily from one line.
  const place = printable(`${server.target}, PostgreSQL ${server.version}`);
  const blocks = [
    `${paint.bold(place)}\n${counted(statements.length, 'statement')} planned, none run`,
    wrapText(firstLook(groups), columns, 2)
      .map((line) => paint.bold(line))
      .join('\n'),
    ...(result.stopped === undefined
      ? []
      : [
          wrapText(printable(`Not complete: ${result.stopped}.`), columns, 2)
            .map((line) => paint.red(line))
            .join('\n'),
        ]),
    ...(result.growthFailed === undefined
      ? []
      : [
          wrapText(printable(`Growth is not known: ${result.growthFailed}`), columns, 2)
            .map((line) => paint.red(line))
            .join('\n'),
        ]),
    ...(result.growth === undefined ? [] : growthText(result.growth, { columns, paint })),
    ...(result.whatIf === undefined ? [] : whatIfText(result.whatIf, { columns, paint })),
    statements.length === 0 ? '' : readingsTable(groups, columns, paint),
    legend(
      groups.flatMap((group) => group.statements[0]?.readings ?? []),
      columns,
      paint,
    ),
    ...groups.flatMap((group) => findingBlocks(group, layout)),
    pagesBlock(open, cwd),
    (result.notes ?? [])
      .flatMap((note) => wrapText(printable(note), columns, 2).map((line) => paint.dim(line)))
      .join('\n'),
    problems.flatMap((problem) => problemLines(problem, columns, paint)).join('\n'),
    wrapText(callable(nextStep(result), program), columns, 2)
      .map((line) => paint.bold(line))
      .join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The findings of one group: one that several of its statements share is printed once, and names the others. */
function findingBlocks({ findings }: PlanGroup, layout: TextLayout): readonly string[] {
  const key = ({ kind, severity, occurrence, index }: Finding): string =>
    JSON.stringify([kind, severity, occurrence, index]);
  const keys = [...new Set(findings.map(key))];
  return keys.flatMap((each) => {
    const [first, ...others] = findings.filter((finding) => key(finding) === each);
    if (first === undefined) return [];
    const text = findingText(first, layout);
    if (others.length === 0) return [text];
    const names = others.map((other) => caseName(other)).join(', ');
    const also = wrapText(`The same plan, the same finding: ${names}.`, layout.columns - 4);
    return [[text, ...also.map((line) => `    ${layout.paint.dim(line)}`)].join('\n')];
  });
}

function problemLines(problem: Problem, columns: number, paint: Paint): string[] {
  const { reason, hint, file, line, by } = problem;
  const place = file === undefined ? `${problem.source}, line ${line}` : `${file}:${line}`;
  const own = isUnnamed(problem) ? '' : ` ${caseOf(problem)}`;
  const text = `${place}${own}: ${by === 'server' ? 'the server says' : 'refused'}: ${reason}`;
  const whole = hint === undefined ? text : `${text.replace(/\.$/, '')}. ${hint}`;
  return wrapText(printable(whole), columns, 2).map((each) => paint.red(each));
}

function nextStep({ problems, findings, statements, growth }: AuditResult): string {
  if (problems.length > 0) {
    const who = counted(problems.length, 'statement was', 'statements were');
    return `Next: ${who} not planned; fix or leave out the statements above, then run the audit again.`;
  }
  if (findings.some((finding) => isOpen(finding) && finding.severity !== 'info')) {
    return 'Next: fix the queries or indexes above, then run the audit again.';
  }
  if (statements.some(({ source, file }) => file !== undefined && !source.endsWith('.sql'))) {
    return 'Next: run `plancliff check` to see the plans of these queries at larger row counts.';
  }
  return growth !== undefined
    ? 'Next: `plancliff pull --redact twins/staging` writes the twin into files; committed, it is a scenario of `plancliff check`.'
    : 'Next: write a scenario with the queries that matter; `plancliff check` plans them at larger row counts.';
}
