import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';

/** Names of a table's own that no column may have (SystemAttributeDefinitions, heap.c). */
const systemColumns = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid']);

/** Bytes of an identifier at most: NAMEDATALEN - 1. */
const longest = 63;

/** Every word in the sources of these folders: whatever SQL of ours has for a name is among them. */
function wordsOf(folders: readonly string[]): readonly string[] {
  const words = new Set<string>();
  for (const folder of folders) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(path.join(folder, file), 'utf8');
      for (const [word] of text.matchAll(/[A-Za-z_]\w*/g)) words.add(word);
    }
  }
  return [...words];
}

/** Of these, the words behind AS and in its lists of columns: aliases. */
function aliasesOf(folders: readonly string[]): readonly string[] {
  const aliases = new Set<string>();
  for (const folder of folders) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(path.join(folder, file), 'utf8');
      for (const [, name = '', list = ''] of text.matchAll(/\bas (\w+)(?: \(([\w, ]+)\))?/g)) {
        for (const each of [name, ...list.split(', ')]) if (each !== '') aliases.add(each);
      }
    }
  }
  return [...aliases];
}

const folders = ['engine', 'model', 'verify', 'plan', 'sql', 'drawer', 'postgres'].map((name) =>
  path.resolve('src', name),
);

const odd = [
  'with"quote', '"', '""', "it's", 'back\\slash', 'a b', ' ', 'dot.ted', '.', '$1', '$$', '%', '%I', '--', '/*', ';',
  'naïve', 'größe', 'ОРДЕР', '名前', '🦆', 'e\u0301', '\u200b', 'İ', '{}', '{a,b}', 'null', 'NULL', '1', '1e5', 'a=b',
  'constructor', '__proto__', 'toString', 'hasOwnProperty', 'Select', 'iD', 'PLACE', '(', ')', "E'x'", '::int', '\t', '\n',
  ' AND ', ' USING ', 'USING', ' as ', 'plancliff_clock', 'plancliff_loopback', 'plancliff_laboratory', 'pg_plancliff',
  'plancliff_rows', 'plancliff_rows_', 'plancliff_row', 'plancliff_row_', 'plancliff_end', 'plancliff_number', 'public',
]; // prettier-ignore

/** Names that PostgreSQL takes, as unlike what people give as can be. */
export function anyName(keywords: readonly string[]): fc.Arbitrary<string> {
  const words = wordsOf(folders);
  const aliases = aliasesOf(folders);
  const plain = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...aliases) },
    { weight: 2, arbitrary: fc.constantFrom(...words) },
    { weight: 2, arbitrary: fc.constantFrom(...keywords) },
    { weight: 2, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }) },
    { weight: 1, arbitrary: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz') },
  );
  return fc.oneof(
    { weight: 8, arbitrary: plain },
    { weight: 1, arbitrary: plain.map((name) => name.toUpperCase()) },
    // As long as can be.
    { weight: 1, arbitrary: plain.map((name) => cut(name.repeat(longest))) },
  ).map(cut).filter((name) => name !== '' && !isFull(name) && !name.includes('\0') && Buffer.from(name).toString() === name); // prettier-ignore
}

/** PostgreSQL finds no name for the array type of such a type (makeArrayTypeName, pg_type.c). */
const isFull = (name: string): boolean => name.length === longest && /^_+$/.test(name);

export function isColumnName(name: string): boolean {
  return !systemColumns.has(name);
}

/** PostgreSQL keeps such names to itself. */
export function isSchemaName(name: string): boolean {
  return !name.startsWith('pg_') && !['public', 'information_schema'].includes(name);
}

function cut(name: string): string {
  const characters = [...name];
  let length = 0;
  const kept = characters.filter((character) => {
    length += Buffer.byteLength(character);
    return length <= longest;
  });
  return kept.join('');
}
