import { consequences, type Explained } from './causes';
import { entryName } from '../entry-order';
import type { SchemaChange } from './schema-changes';
import type { SnapshotEntry } from '../types';

/** A case that reads its tables as the snapshot says, and what else of it changed: `the SQL`, `the parameters`. */
export interface Unchanged {
  readonly entry: SnapshotEntry;
  readonly reworded?: string | undefined;
}

/** What changed since the snapshot was written: first what changed a plan, then the rest in one sentence. */
export function changeNotes(
  header: { readonly scales: readonly string[]; readonly schema: readonly SchemaChange[] },
  explained: readonly Explained[],
  unchanged: readonly Unchanged[],
): string[] {
  const { scales, schema } = header;
  const idle = schema.filter((change) => !explained.some(({ causes }) => causes.includes(change)));
  const phrases = [
    ...scales.map((phrase) => `compared where both looked: ${phrase}`),
    ...idle.map(({ phrase }) => phrase),
    ...unchanged.flatMap(({ entry, reworded }) =>
      reworded === undefined ? [] : [`${reworded} of ${entryName(entry)} changed`],
    ),
  ];
  const plans = explained.length > 0 ? 'no plan changed by that' : 'no plan changed';
  return [
    ...consequences(schema, explained),
    ...(phrases.length === 0 ? [] : [`${few(phrases)}: ${plans}`]),
  ];
}

/** The diff of a pull request shows the others. */
const mostPhrases = 4;

/** The first few, and how many there are more. */
export function few(phrases: readonly string[]): string {
  const rest = phrases.length - mostPhrases;
  return [...phrases.slice(0, mostPhrases), ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
