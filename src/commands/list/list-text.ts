import { counted } from '../../reporters/finding-labels';
import { programName } from '../program-name';
import { paintFor, type Paint } from '../../reporters/paint';
import { displayWidth, printable, wrapText } from '../../text/wrap';
import type { ListedScenario, Listing } from './listing';

export interface TextOptions {
  readonly columns: number;
  readonly color: boolean;
  readonly env: NodeJS.ProcessEnv;
}

const states = {
  accepted: '',
  outdated: ', made with another schema or data model',
  absent: ', not written yet',
  unreadable: ', cannot be read',
} as const satisfies Record<ListedScenario['snapshot']['state'], string>;

/** The listing for people; ends in the next command. */
export function listText(listing: Listing, { columns, color, env }: TextOptions): string {
  const paint = paintFor(color);
  const width = Math.max(60, columns);
  const blocks = [
    ...listing.scenarios.map((scenario) => scenarioText(scenario, width, paint)),
    // The loader's messages begin with the file.
    ...listing.problems.map(({ message }) =>
      wrapText(printable(message), width, 2)
        .map((line) => paint.red(line))
        .join('\n'),
    ),
    paint.bold(`Next: ${nextCommand(listing).replace(/^plancliff/, programName(env))}`),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function scenarioText(scenario: ListedScenario, columns: number, paint: Paint): string {
  const { name, file, description, driving, queries, snapshot } = scenario;
  const cases = queries.flatMap((query) => query.cases);
  const accepted = cases.filter((each) => each.accepted).length;
  const nameWidth = Math.min(40, Math.max(...queries.map((query) => displayWidth(query.name)), 0));
  const queryLines = queries.flatMap((query) => {
    const labels = query.cases.map(({ label, accepted }) => (accepted ? label : `${label}*`));
    const gap = ' '.repeat(Math.max(0, nameWidth - displayWidth(query.name)) + 2);
    const line = `${printable(query.name)}${gap}${labels.join(', ')}`;
    // Two spaces part the columns; a line too long for both goes on below.
    return displayWidth(line) <= columns - 2
      ? `  ${line}`
      : wrapText(line.replaceAll(/ {2,}/g, '  '), columns - 2, 2).map((part) => `  ${part}`);
  });
  const [title = '', ...rest] = wrapText(
    printable(`${name}: ${file}, by the rows of ${driving}`),
    columns,
    2,
  );
  const star = cases.length > accepted ? '; those marked * are not in it' : '';
  return [
    paint.bold(title),
    ...rest,
    ...(description === undefined
      ? []
      : wrapText(printable(description), columns - 2).map((line) => paint.dim(`  ${line}`))),
    ...queryLines,
    ...wrapText(
      printable(
        `  ${snapshot.file}: ${accepted} of ${counted(cases.length, 'case')}${states[snapshot.state]}${star}`,
      ).trimStart(),
      columns - 2,
      2,
    ).map((line) => `  ${line}`),
  ].join('\n');
}

function nextCommand({ scenarios, problems }: Listing): string {
  if (problems.length > 0 && scenarios.length === 0)
    return 'plancliff list, after fixing the problems above';
  const unread = scenarios.find(({ snapshot }) => snapshot.state === 'unreadable');
  if (unread !== undefined)
    return `plancliff check ${unread.name} -u, or restore ${unread.snapshot.file}`;
  return 'plancliff check';
}
