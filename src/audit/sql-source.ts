import { PlancliffError } from '../errors';
import { splitStatements } from '../sql/split';
import type { Problem, AuditInput } from './types';

/**
 * The statements of a `.sql` text, with the names and values that the comments before them give:
 *
 *     -- plancliff: newest orders of a customer
 *     -- $1 = 42
 *     -- $2 = 'open'
 *
 * A value is text in single quotes, `null`, or whatever stands there; it is bound as a parameter, never spliced.
 *
 * @param file as messages name it; absent for standard input
 */
export async function readSqlSource(
  text: string,
  source: string,
  file?: string,
): Promise<{ readonly inputs: readonly AuditInput[]; readonly problems: readonly Problem[] }> {
  const origin = { source, case: 'default', ...(file === undefined ? {} : { file }) };
  try {
    let end = 0;
    const statements = await splitStatements(text);
    const inputs = statements.map((statement): AuditInput => {
      const notes = text.slice(end, statement.offset);
      end = statement.offset + statement.sql.length;
      const parameters = valuesIn(notes);
      const query = nameIn(notes) ?? statement.name ?? `line ${statement.line}`;
      return {
        kind: 'sql',
        origin: { ...origin, line: statement.line, query },
        sql: statement.sql,
        ...(parameters === undefined ? {} : { parameters }),
      };
    });
    return { inputs, problems: [] };
  } catch (error) {
    if (!(error instanceof PlancliffError)) throw error;
    const reason = `plancliff cannot split it into statements: ${error.reason ?? error.message}`;
    return {
      inputs: [],
      problems: [{ ...origin, line: 1, query: source, by: 'plancliff', reason }],
    };
  }
}

function nameIn(notes: string): string | undefined {
  return [...notes.matchAll(/^\s*--\s*plancliff:\s*(\S.*?)\s*$/gm)].at(-1)?.[1];
}

/** Values by number; a gap in the numbers is left open, for the server to complain of. */
function valuesIn(notes: string): readonly unknown[] | undefined {
  const found = [...notes.matchAll(/^\s*--\s*\$(\d{1,4})\s*=\s*(\S.*?)\s*$/gm)];
  if (found.length === 0) return undefined;
  const values: unknown[] = [];
  for (const [, number = '0', written = ''] of found) values[Number(number) - 1] = valueOf(written);
  return values;
}

function valueOf(written: string): string | null {
  if (/^null$/i.test(written)) return null;
  const quoted = /^'(.*)'$/.exec(written)?.[1];
  return quoted === undefined ? written : quoted.replaceAll("''", "'");
}
