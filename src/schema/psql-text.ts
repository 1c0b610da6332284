/** What psql reads of a file itself, and the server never sees. */
export interface PsqlText {
  /** The text with psql's parts as blanks: offsets and lines stay. */
  readonly sql: string;
  /** Names of the commands, as `\restrict`, in their order. */
  readonly commands: readonly string[];
  /** Rows of each `copy … from stdin`, by the offset of the semicolon before them. */
  readonly copied: ReadonlyMap<number, number>;
}

/** A quote or a comment, each as PostgreSQL's scanner reads it (src/backend/parser/scan.l). */
const tokens = new RegExp(
  [
    String.raw`\b[eE]'(?:[^'\\]|\\[\s\S]|'')*'`,
    String.raw`'(?:[^']|'')*'`,
    String.raw`"(?:[^"]|"")*"`,
    String.raw`(?<![\w$])\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?\$\k<tag>\$`,
    String.raw`--[^\n]*`,
    String.raw`(?<block>/\*)`,
    String.raw`(?<end>;)`,
    String.raw`(?<command>(?<=^|\n)[ \t]*\\(?<name>[^\s\\]+)[^\n]*)`,
  ].join('|'),
  'g',
);

/** Finds psql's commands (`\restrict`, `\connect`) and the rows after `copy … from stdin`, as pg_dump writes them. */
export function psqlText(text: string): PsqlText {
  const commands: string[] = [];
  const copied = new Map<number, number>();
  let sql = '';
  let kept = 0;
  let start = 0;
  const blank = (from: number, to: number): void => {
    sql += text.slice(kept, from) + text.slice(from, to).replaceAll(/[^\n]/g, ' ');
    kept = to;
  };
  const scanner = new RegExp(tokens);
  for (let found = scanner.exec(text); found !== null; found = scanner.exec(text)) {
    const { block, end, command, name } = found.groups ?? {};
    if (block !== undefined) scanner.lastIndex = endOfComment(text, found.index);
    if (command !== undefined) {
      commands.push(`\\${name}`);
      blank(found.index, scanner.lastIndex);
    }
    if (end === undefined) continue;
    if (copiesFromClient(text.slice(start, found.index))) {
      const data = rowsOfCopy(text, scanner.lastIndex);
      copied.set(found.index, data.rows);
      blank(data.from, data.to);
      scanner.lastIndex = data.to;
    }
    start = scanner.lastIndex;
  }
  return { sql: sql + text.slice(kept), commands, copied };
}

/** Comments of C nest in SQL. */
function endOfComment(text: string, start: number): number {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = start;
  let depth = 0;
  for (let edge = edges.exec(text); edge !== null; edge = edges.exec(text)) {
    depth += edge[0] === '/*' ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return text.length;
}

function copiesFromClient(statement: string): boolean {
  return /^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*copy\s[\s\S]*\sfrom\s+stdin\b/i.test(
    statement,
  );
}

/** The lines from the next one to `\.`, or to the end of the text. */
function rowsOfCopy(
  text: string,
  after: number,
): { readonly from: number; readonly to: number; readonly rows: number } {
  const line = text.indexOf('\n', after);
  const from = line < 0 ? text.length : line + 1;
  const last = /^\\\.[ \t\r]*$/m.exec(text.slice(from));
  const data = text.slice(from, last === null ? text.length : from + last.index);
  const rows = data.split('\n').length - 1;
  return { from, to: from + data.length + (last?.[0].length ?? 0), rows };
}
