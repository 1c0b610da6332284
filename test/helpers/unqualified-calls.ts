import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { textsIn } from './source-texts';

/** Grammar with a name that a function has too: PostgreSQL's parser qualifies it by itself (SystemFuncName, gram.y). */
const grammar = new Set(['overlay', 'position', 'substring', 'trim', 'extract', 'normalize']);

/** Texts that are no SQL, and names that PostgreSQL's own text of an expression contains. */
const noSql = [
  /^model\/(check-column|unique)\.ts: (text|time|uniformInt)$/,
  /^(commands\/init\/scenario-template|model\/case-value\/from-rows)\.ts: time$/,
  /^engine\/virtual\/partitions\/partition-levels\.ts: satisfies_hash_partition$/,
  /^model\/distribution-source\.ts: (bool|text|time|power)$/,
  /^engine\/repeats\/word-volatile\.ts: random$/,
  // SQL that becomes the author's own, or is written as an author writes it.
  /^generate\//,
  /^variants\/rules\//,
  /^advice\/suggest\/truncated-time\.ts: date_trunc$/,
  // What the reason of an advice says of the author's own call.
  /^advice\/suggest\/exists\.ts: count$/,
  /^schema\/stand-ins\.ts: gen_random_uuid$/,
  /^engine\/seed\/relations\.ts: nextval$/,
];

/** `file: name` for each call in a string or template of the sources whose name is a function's and has no schema. */
export function unqualifiedCalls(functions: ReadonlySet<string>): readonly string[] {
  const folder = join(__dirname, '../../src');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.ts'))
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      return textsIn(file).flatMap((text) =>
        [...text.matchAll(/(?<![\w."$])([a-z_][a-z0-9_]*)\(/g)].flatMap(([, name = '']) =>
          functions.has(name) && !grammar.has(name) ? [`${relative(folder, file)}: ${name}`] : [],
        ),
      );
    })
    .filter((call) => !noSql.some((pattern) => pattern.test(call)));
}
