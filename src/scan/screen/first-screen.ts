import { counted } from '../../text/figures';
import { clip, displayWidth, printable } from '../../text/wrap';
import type { ScanFinding } from '../types';
import { blockLines, columns, findingLines } from './finding-lines';
import { byTopic, type Topic } from './topics';

/** What one topic has on the screen: as many of its changes as there is room for. */
interface Block {
  readonly findings: number;
  /** Changes that it can show, each once. */
  readonly changes: number;
  readonly lines: (number: number, changes: number) => readonly string[];
}

/**
 * What to change, most important first, in at most so many lines. Where all of it fits, findings stand alone; else there is
 * one block for each kind of change, with one query that shows it, and as many of its changes as there is room for.
 */
export function firstScreen(findings: readonly ScanFinding[], room: number): readonly string[] {
  const topics = byTopic(findings);
  let blocks = topics.map(blockOf);
  for (const each of topics.keys()) {
    const apart = topics.flatMap((topic, k) => (k <= each ? alone(topic) : [blockOf(topic)]));
    if (
      heights(
        apart,
        apart.map(({ changes }) => changes),
      ) > room
    )
      break;
    blocks = apart;
  }
  return shownOf(blocks, room);
}

/** Lines of the first blocks with so many changes each. */
const heights = (blocks: readonly Block[], shown: readonly number[]): number =>
  shown.reduce((sum, count, k) => sum + (blocks[k]?.lines(k + 1, count).length ?? 0), 0);

function shownOf(blocks: readonly Block[], room: number): readonly string[] {
  const fits = (shown: readonly number[]): boolean =>
    heights(blocks, shown) + (shown.length < blocks.length ? 1 : 0) <= room;
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

type Grouped = ReturnType<typeof byTopic>[number];

/** Findings that need no title in common. */
const alone = ({ topic, findings }: Grouped): readonly Block[] =>
  findings.map((each) => blockOf({ topic, findings: [each] }));

function blockOf({ topic, findings }: Grouped): Block {
  const [only] = findings;
  if (only !== undefined && findings.length === 1) {
    const lines: Block['lines'] = (number) => findingLines(only, number, false);
    return { findings: 1, changes: 1, lines };
  }
  const changes = changeLines(findings);
  return {
    findings: findings.length,
    changes: changes.length,
    lines: (number, count) => {
      const rest = changes.length - count;
      return [
        ...titleLines(topic, findings, number),
        ...changes.slice(0, count),
        ...(rest > 0 ? [`     and ${rest} more (--all)`] : []),
      ];
    },
  };
}

function titleLines(
  topic: Topic,
  findings: readonly ScanFinding[],
  number: number,
): readonly string[] {
  const query = findings.find((finding) => finding.query !== undefined)?.query;
  const title = topic.title(findings);
  return blockLines({ title, why: '', ...(query === undefined ? {} : { query }) }, number, false);
}

/** Each change once, with what it is for where that fits into its line. */
function changeLines(findings: readonly ScanFinding[]): readonly string[] {
  const byChange = new Map<string, ScanFinding[]>();
  for (const finding of findings)
    byChange.set(finding.change, [...(byChange.get(finding.change) ?? []), finding]);
  return [...byChange].map(([change, [first]]) => {
    const bare = `   > ${printable(change)}`;
    const noted = `${bare} -- ${printable(first?.note ?? '')}`;
    const fits = first?.note !== undefined && displayWidth(noted) <= columns;
    return fits ? noted : clip(bare, columns);
  });
}
