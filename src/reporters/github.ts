import { isAbsolute, relative, resolve } from 'node:path';
import type { Finding } from '../findings/types';
import type { Severity } from '../findings/kinds';
import { allFindings, caseName, counted, isOpen, matters, titleOf } from './finding-labels';
import { pageAddress } from './finding-pages';
import { headline } from './headline';
import { nextStep } from './next-step';
import { snapshotLines } from './snapshot-lines';
import type { Reporter, ReporterOptions } from './types';
import type { CheckResult } from '../check/result';

/**
 * GitHub shows this many annotations of each type per step, and drops the rest without a word (problem-matchers.md
 * of actions/toolkit, "Limitations").
 */
const perType = 10;

const types = ['error', 'warning', 'notice'] as const;
type Type = (typeof types)[number];

interface Annotation {
  readonly type: Type;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

const typeOf = { error: 'error', warning: 'warning', info: 'notice' } as const satisfies Record<
  Severity,
  Type
>;

/** Annotations at the query in the scenario file, as workflow commands of GitHub Actions. */
export const github: Reporter = (result, output, options = {}) => {
  const annotations = annotationsOf(result, options);
  for (const type of types) {
    const all = annotations.filter((annotation) => annotation.type === type);
    for (const annotation of limited(all, type)) output.write(`${command(annotation)}\n`);
  }
  const { what, command: next = '' } = nextStep(result, options.program);
  output.write(`plancliff: ${plain(`${headline(result)} ${what} ${next}`)}\n`);
};

function annotationsOf(result: CheckResult, options: ReporterOptions): Annotation[] {
  return [
    ...result.problems.map(({ scenario, message }): Annotation => ({
      type: 'error',
      title: `plancliff: ${scenario} could not run`,
      message,
    })),
    ...allFindings(result)
      // Notes on joins, sorts and workers are many, and none asks for an answer.
      .filter((finding) => isOpen(finding) && (finding.severity !== 'info' || matters(finding)))
      .map((finding) => ofFinding(finding, options)),
    ...ofSnapshots(result, options),
  ];
}

function ofFinding(finding: Finding, { root, homepage }: ReporterOptions): Annotation {
  const { position } = finding;
  return {
    type: typeOf[finding.severity],
    title: `${caseName(finding) || finding.scenario}: ${titleOf(finding)}`,
    message: `${finding.why}\n${finding.advice}\nSee ${pageAddress(finding.kind, homepage)}`,
    ...(position === undefined
      ? {}
      : {
          file: fromRoot(position.file, root),
          line: position.line,
          column: position.column,
        }),
  };
}

function ofSnapshots(result: CheckResult, { root, cwd = root }: ReporterOptions): Annotation[] {
  const place = (file: string): string =>
    fromRoot(cwd === undefined ? file : resolve(cwd, file), root);
  const failing = result.scenarios.flatMap(({ snapshot }) => (snapshot?.fails ? [snapshot] : []));
  const lines = failing.map((snapshot): Annotation => ({
    type: 'error',
    title: `plancliff: snapshot ${snapshot.state === 'matched' ? 'obsolete' : snapshot.state}`,
    message: snapshotLines({
      ...result,
      scenarios: result.scenarios.filter((scenario) => scenario.snapshot === snapshot),
      obsoleteSnapshots: [],
    }).join('\n'),
    ...(snapshot.state === 'missing' ? {} : { file: place(snapshot.file) }),
  }));
  const obsolete = result.obsoleteSnapshots.map((file): Annotation => ({
    type: 'warning',
    title: 'plancliff: snapshot obsolete',
    message: `${file} has no scenario.`,
    file: place(file),
  }));
  return [...lines, ...obsolete];
}

/** The last one that GitHub shows tells how many it doesn't. */
function limited(all: readonly Annotation[], type: Type): readonly Annotation[] {
  if (all.length <= perType) return all;
  const left = all.slice(perType - 1);
  return [
    ...all.slice(0, perType - 1),
    {
      type,
      title: `plancliff: ${counted(left.length, `more ${type}`)}`,
      message: `GitHub shows ${perType} annotations of a type per step. Left off:\n${left.map(({ title }) => title).join('\n')}`,
    },
  ];
}

function command({ type, title, message, file, line, column }: Annotation): string {
  const properties = { file, line, col: column, title };
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${type} ${list.join(',')}::${data(message)}`;
}

/** As `escapeData` and `escapeProperty` of actions/toolkit, packages/core/src/command.ts. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function fromRoot(file: string, root: string | undefined): string {
  const path = root !== undefined && isAbsolute(file) ? relative(root, file) : file;
  return path.replaceAll('\\', '/');
}

/** A line of the log that begins no workflow command. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
