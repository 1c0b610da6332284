import { readFileSync } from 'node:fs';
import { defaultTolerance } from '../../src/snapshot/compare/compare';
import { parseSnapshot } from '../../src/snapshot/format/parse';
import { formatRows, parseRowCount } from '../../src/text/row-count';

const block = /prints:\n\n```\n([^]*?)```/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '';
const lines = block.split('\n').filter((line) => line !== '');
const [headline = '', name = '', facts = '', ...table] = lines;

interface ShownCase {
  readonly name: string;
  readonly reads: readonly { readonly upTo: string; readonly text: string }[];
}

function shownCases(): ShownCase[] {
  const cases: { name: string; reads: { upTo: string; text: string }[] }[] = [];
  for (const line of table.slice(1)) {
    const [, upTo, text = ''] = /^ +([\d.]+[kMB]?) {2}(\S.*?)(?: {2,}.*)?$/.exec(line) ?? [];
    if (/^\S/.test(line)) cases.push({ name: line, reads: [] });
    else if (upTo !== undefined) cases.at(-1)?.reads.push({ upTo, text });
  }
  return cases;
}

/** `npm run build && npm run readme` takes the block anew from a run. */
describe("the README's output", () => {
  const snapshot = parseSnapshot(readFileSync(`snapshots/${name}.snap`, 'utf8'));

  test('is of the form that a run has', () => {
    expect(headline).toMatch(/^(\d+ cases? loses? an index before|No index is lost up to) 1B rows/);
    expect(facts).toContain(`${snapshot.entries.length} cases, `);
    const { from, to } = snapshot.header.scales;
    expect(facts).toContain(`${formatRows(from)} to ${formatRows(to)} rows of`);
    expect(shownCases().length).toBeGreaterThan(2);
  });

  test.each(shownCases())('agrees with the snapshot in $name', ({ name: shown, reads }) => {
    const entry = snapshot.entries.find((each) => `${each.query} / ${each.case}` === shown);
    expect(reads).not.toEqual([]);
    for (const { upTo, text } of reads) {
      const ends = (entry?.ranges ?? [])
        .filter(({ access }) => access.some((each) => each.text === text))
        .map(({ to }) => Math.abs(Math.log(to / parseRowCount(upTo))));
      expect(Math.min(...ends)).toBeLessThanOrEqual(Math.log(1 + defaultTolerance));
    }
  });
});
