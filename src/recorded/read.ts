import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, PlancliffError } from '../errors';
import { parameterTypes, type RecordedLine } from './line';

/** A line with the place where it stands, for messages. */
export interface PlacedLine extends RecordedLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Reads recorded queries: a file of JSON lines, or all `.jsonl` files of a folder in the order of their names. A last
 * line without an end that does not parse is left out: its process was ended while it wrote.
 *
 * @param path absolute, or relative to the working directory
 * @param shown the path as messages name it
 * @throws PlancliffError `usage` where it cannot be read, or a line is none of recorded queries
 */
export function readRecorded(path: string, shown = path): readonly PlacedLine[] {
  return filesOf(path, shown).flatMap(({ file, name }) => linesOf(textOf(file, name), name));
}

function filesOf(
  path: string,
  shown: string,
): readonly { readonly file: string; readonly name: string }[] {
  let names: readonly string[];
  try {
    if (!statSync(path).isDirectory()) return [{ file: path, name: shown }];
    names = readdirSync(path).filter((name) => name.endsWith('.jsonl'));
  } catch (cause) {
    return unreadable(shown, cause);
  }
  if (names.length === 0) {
    throw new PlancliffError('usage', {
      message: `${shown} contains no file of recorded queries`,
      hint: 'Record some with the plugin of plancliff/kysely; their files end in .jsonl.',
    });
  }
  return [...names].sort().map((name) => ({ file: join(path, name), name: `${shown}/${name}` }));
}

function textOf(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    return unreadable(shown, cause);
  }
}

function unreadable(shown: string, cause: unknown): never {
  throw new PlancliffError('usage', {
    message: `cannot read recorded queries from ${shown}`,
    reason: messageOf(cause),
    hint: 'Give a file that the plugin of plancliff/kysely wrote, or a folder of such files.',
    cause,
  });
}

function linesOf(text: string, file: string): readonly PlacedLine[] {
  const lines = text.split('\n');
  return lines.flatMap((content, index) => {
    if (content.trim() === '') return [];
    const parsed = parseLine(content);
    if (typeof parsed !== 'string') return [{ ...parsed, file, line: index + 1 }];
    if (index === lines.length - 1) return [];
    throw new PlancliffError('usage', {
      message: `${file}:${index + 1}: this is no recorded query`,
      reason: parsed,
      hint: 'A line is a JSON object such as {"sql":"select … where id = $1","parameters":[7]}; remove or correct it.',
    });
  });
}

/** The line, or what is wrong with it. */
function parseLine(content: string): RecordedLine | string {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return messageOf(error);
  }
  if (typeof value !== 'object' || value === null) return 'it is no JSON object';
  const { sql, parameters, types, at } = value as { [key: string]: unknown };
  if (typeof sql !== 'string' || sql.trim() === '') return '`sql` is no text';
  if (parameters !== undefined && !Array.isArray(parameters)) return '`parameters` is no array';
  if (types !== undefined && !areTypes(types)) {
    return `\`types\` is no array of ${parameterTypes.join(', ')}`;
  }
  if (at !== undefined && typeof at !== 'string') return '`at` is no text';
  return {
    sql,
    ...(parameters === undefined ? {} : { parameters: parameters as readonly unknown[] }),
    ...(types === undefined ? {} : { types }),
    ...(at === undefined ? {} : { at }),
  };
}

const areTypes = (value: unknown): value is NonNullable<RecordedLine['types']> =>
  Array.isArray(value) &&
  value.every((type) => (parameterTypes as readonly unknown[]).includes(type));
