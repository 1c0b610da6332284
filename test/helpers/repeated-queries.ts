import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { textsIn } from './source-texts';

/** Words of SQL in a row that two queries do not have in common by chance: two joins with their conditions. */
const length = 28;

/** Whether a part of it can be one of a query on the catalogs: of few texts the words are compared. */
const asksCatalogs = (text: string): boolean => /pg_catalog/i.test(text);

/** `a.ts and b.ts: words` for each part of a query on the catalogs that two files of the sources have, the first part of each pair. */
export function repeatedQueries(): readonly string[] {
  const folder = join(__dirname, '../../src');
  const places = new Map<string, string>();
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    const file = relative(folder, path);
    for (const text of asksCatalogs(readFileSync(path, 'utf8')) ? textsIn(path) : []) {
      if (!asksCatalogs(text)) continue;
      const words = text.toLowerCase().match(/[a-z_][a-z_0-9]*|\d+|[^\s\w]/g) ?? [];
      for (let k = 0; k + length <= words.length; k += 1) {
        const part = words.slice(k, k + length).join(' ');
        if (!/pg_catalog \. pg_(?!get_)/.test(part)) continue;
        const other = places.get(part) ?? file;
        places.set(part, other);
        const pair = `${other} and ${file}`;
        if (other !== file && !found.has(pair)) found.set(pair, part);
      }
    }
  }
  return [...found].map(([pair, part]) => `${pair}: ${part}`);
}
