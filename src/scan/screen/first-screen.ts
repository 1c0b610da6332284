import { counted } from '../../text/figures';
import { displayWidth } from '../../text/wrap';
import type { ScanFinding } from '../types';
import { blockLines, columns, changeLines, findingLines, noteLine } from './finding-lines';
import { byTopic, type Topic } from './topics';

/** What one topic has on the screen: as many of its changes as there is room for. */
interface Block {
  readonly findings: number;
  /** Changes that it can show, each once. */
  readonly changes: number;
  readonly lines: (number: number, changes: number) => readonly string[];
}

/**
 * What to change, most important first. Where all of it fits, findings stand alone; else there is one block for each kind
 * of change, with one query that shows it, and as many of its changes as there is room for.
 *
 * @param room the most lines
 */
export function firstScreen(findings: readonly ScanFinding[], room: number): readonly string[] {
  const topics = byTopic(findings);
  let blocks = topics.map(blockOf);
  for (const last of topics.keys()) {
    const apart = topics.flatMap((topic, k) => (k <= last ? alone(topic) : [blockOf(topic)]));
    const whole = apart.map(({ changes }) => changes);
    if (height(apart, whole) > room) break;
    blocks = apart;
  }
  return shownOf(blocks, room);
}

/** The number of lines of the first blocks, one for each element of `shown`, which is how many changes the block shows. */
const height = (blocks: readonly Block[], shown: readonly number[]): number =>
  shown.reduce((sum, count, k) => sum + (blocks[k]?.lines(k + 1, count).length ?? 0), 0);

function shownOf(blocks: readonly Block[], room: number): readonly string[] {
  const fits = (shown: readonly number[]): boolean =>
    height(blocks, shown) + (shown.length < blocks.length ? 1 : 0) <= room;
  let shown: readonly number[] = [];
  while (shown.length < blocks.length && fits([...shown, 1])) shown = [...shown, 1];
  for (let grew = true; grew;) {
    grew = false;
    for (const [k, count] of shown.entries()) {
      const more = shown.with(k, count + 1);
      if (count >= (blocks[k]?.changes ?? 0) || !fits(more)) continue;
      shown = more;
      grew = true;
    }
  }
  const left = blocks.slice(shown.length).reduce((sum, block) => sum + block.findings, 0);
  return [
    ...shown.flatMap((count, k) => blocks[k]?.lines(k + 1, count) ?? []),
    ...(left > 0 ? [`${counted(left, 'more finding', 'more findings')}: --all`] : []),
  ];
}

/** Findings that need no title in common. */
const alone = ({ titleOf, findings }: Topic): readonly Block[] =>
  findings.map((each) => blockOf({ titleOf, findings: [each] }));

function blockOf({ titleOf, findings }: Topic): Block {
  const [only] = findings;
  if (only !== undefined && findings.length === 1) {
    const lines: Block['lines'] = (number) => findingLines(only, number, false);
    return { findings: 1, changes: 1, lines };
  }
  const changes = distinctChanges(findings);
  return {
    findings: findings.length,
    changes: changes.length,
    lines: (number, count) => {
      const shown = changes.slice(0, count);
      const [last] = shown.slice(-1);
      const lines = shown.flatMap((each, place) => linesOf(each, place === 0));
      return [
        ...blockLines(number, findings, { title: titleOf(findings) }),
        ...counting(lines, last, changes.length - count),
      ];
    },
  };
}

/**
 * The number of changes that are not shown, behind the last one where it fits, which the screen has more use for than for
 * its note: a line of its own would be one change less.
 */
function counting(
  lines: readonly string[],
  last: Change | undefined,
  rest: number,
): readonly string[] {
  const line = lines.at(-1);
  if (rest <= 0 || line === undefined || last === undefined) return lines;
  const more = `and ${rest} more (--all)`;
  const [bare = '', ...wrapped] = changeLines(last.change);
  const fits = [
    line.includes(' -- ') ? `${line}; ${more}` : `${line} -- ${more}`,
    ...(wrapped.length === 0 && line.startsWith(bare) ? [`${bare} -- ${more}`] : []),
  ].find((each) => displayWidth(each) <= columns);
  return fits === undefined ? [...lines, `     ${more}`] : [...lines.slice(0, -1), fits];
}

type Change = Pick<ScanFinding, 'kind' | 'change' | 'note'>;

/** Each change once, with the note of the first finding that asks for it. */
function distinctChanges(findings: readonly ScanFinding[]): readonly Change[] {
  const changes = new Map<string, Change>();
  for (const each of findings) if (!changes.has(each.change)) changes.set(each.change, each);
  return [...changes.values()];
}

/** Nobody drops an index without the name of the one that does its work: the first of a block says it in any case. */
function linesOf({ kind, change, note }: Change, isFirst: boolean): readonly string[] {
  const lines = changeLines(change, note);
  const isNoted = note === undefined || lines.some((line) => line.includes(' -- '));
  return isFirst && !isNoted && kind === 'redundant-index' ? [...lines, noteLine(note)] : lines;
}
