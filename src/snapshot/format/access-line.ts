/** What a line of a snapshot says of one occurrence: the words of src/plan/describe.ts, taken apart again. */
export interface AccessLine {
  readonly text: string;
  /** `o`, `o#2`, `o@subplan_1`, `e, some partitions`. */
  readonly occurrence: string;
  /** True where rows are reached without reading the whole relation. */
  readonly direct: boolean;
  readonly indexOnly: boolean;
  /** Names joined by ` + `; empty where no index is read. */
  readonly index: string;
  readonly conditions: readonly string[];
  readonly filters: readonly string[];
}

const line =
  /^(Index Only Scan|Index Scan|Tid Scan|[A-Z]\S* Scan)(?: Backward)?(?: (.+?))? \((.+?)\)(?:: (?:on (.*?))?(?:; )?(?:filter (.*))?)?$/;

/** @returns an occurrence that is read in full, under its whole text, where the words are not known */
export function readAccessLine(text: string): AccessLine {
  const [, method = '', index = '', occurrence = text, on, filter] = line.exec(text) ?? [];
  return {
    text,
    occurrence,
    direct: method.startsWith('Index ') || method === 'Tid Scan',
    indexOnly: method === 'Index Only Scan',
    index,
    conditions: on?.split(', ') ?? [],
    filters: filter?.split(', ') ?? [],
  };
}
