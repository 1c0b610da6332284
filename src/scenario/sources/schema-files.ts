import { readdirSync, readFileSync, statSync, type Stats } from 'node:fs';
import path from 'node:path';
import { messageOf, PlancliffError } from '../../errors';
import { sqlText } from '../../schema/sql-text';
import { upPart } from '../../schema/up-part';
import { shownPath } from './find-files';

/** SQL text of a schema, and how messages name where it comes from. */
export interface SchemaText {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads the files of a schema: those named, all `.sql` files of a folder in the order of their names, with numbers in
 * them by value, or standard input for `-`. Files that undo a migration, and parts of files that do, are left out.
 *
 * @param readInput reads standard input to its end
 * @throws PlancliffError `usage` where there is no SQL
 */
export async function readSchemaFiles(
  cwd: string,
  sources: readonly string[],
  readInput: () => Promise<Buffer>,
): Promise<readonly SchemaText[]> {
  const repeated = sources.find((source, k) => sources.indexOf(source) !== k);
  if (repeated !== undefined) {
    throw new PlancliffError('usage', {
      message: `${nameOf(repeated)} is given twice`,
      hint: 'Leave one of them out: every statement would run twice.',
    });
  }
  const texts: SchemaText[] = [];
  for (const source of sources) {
    if (source === '-') {
      texts.push({ name: nameOf(source), text: upPart(sqlOf(await readInput(), nameOf(source))) });
      continue;
    }
    for (const file of filesOf(cwd, source)) {
      texts.push({
        name: shownPath(cwd, file),
        text: upPart(readText(file, shownPath(cwd, file))),
      });
    }
  }
  if (texts.every(({ text }) => text.trim() === '')) {
    throw new PlancliffError('usage', {
      message: `no SQL in ${sources.map(nameOf).join(', ')}`,
      hint: 'Name a file with the schema, as `pg_dump --schema-only` writes it, or a folder of migrations.',
    });
  }
  return texts;
}

const nameOf = (source: string): string => (source === '-' ? 'standard input' : source);

function filesOf(cwd: string, source: string): readonly string[] {
  const full = path.resolve(cwd, source);
  let found: Stats | undefined;
  try {
    found = statSync(full, { throwIfNoEntry: false });
  } catch (cause) {
    throw unreadable(shownPath(cwd, full), cause);
  }
  if (found === undefined) {
    throw new PlancliffError('usage', {
      message: `${shownPath(cwd, full)} does not exist`,
      hint: 'Name an SQL file, a folder of migrations, or - for standard input.',
    });
  }
  if (!found.isDirectory()) return [full];
  const files = readdirSync(full, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.sql$/i.test(file) && !undoes.test(path.basename(file)))
    .sort(byNumbers)
    .map((file) => path.join(full, file));
  if (files.length > 0) return files;
  throw new PlancliffError('usage', {
    message: `the folder ${shownPath(cwd, full)} contains no .sql file`,
    hint: 'Migrations in another language have to be turned into SQL first: run them and use `pg_dump --schema-only`.',
  });
}

/** Flyway's undo (`U2__…`), and the files of golang-migrate and others that go back. */
const undoes = /^U[\d._]+__|[._-]down\.sql$|^down\.sql$|rollback/i;

/** `V2__b.sql` comes before `V10__a.sql`, as migration tools run them. */
function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function readText(file: string, shown: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw unreadable(shown, cause);
  }
  return sqlOf(bytes, shown);
}

function unreadable(shown: string, cause: unknown): PlancliffError {
  return new PlancliffError('usage', {
    message: `${shown} could not be read`,
    reason: messageOf(cause),
    cause,
  });
}

/** @throws PlancliffError `usage` where a file contains something else */
export function sqlOf(bytes: Buffer, shown: string): string {
  const text = sqlText(bytes);
  if (typeof text === 'string') return text;
  throw new PlancliffError('usage', { message: `${shown} is not an SQL file`, ...text });
}
