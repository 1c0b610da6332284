import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** One place of a file whose text somebody may read; `{…}` stands for what is put in. */
export interface Message {
  readonly file: string;
  readonly text: string;
}

/** Every literal and template of these sources that reads as a sentence or a part of one, in their order. */
export function messagesIn(folder: string): readonly Message[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort();
  return files.flatMap((file) =>
    textsOf(readFileSync(join(folder, file), 'utf8')).map((text) => ({
      file: file.replaceAll('\\', '/'),
      text,
    })),
  );
}

export function textsOf(source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
    const text = textOf(node);
    if (text !== undefined && isProse(text)) texts.push(text);
    // A message inside of a message, such as a choice of two words, is a text of its own.
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  return texts;
}

/** Every comment of a source, in its order. */
export function commentsOf(source: string): readonly string[] {
  const comments = new Map<number, string>();
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  // Comments stand before tokens, of which the last is the end of the file; or behind one, on its line.
  const visit = (node: ts.Node): void => {
    if (node.getChildCount(file) > 0) {
      node.getChildren(file).forEach(visit);
      return;
    }
    for (const { pos, end } of [
      ...(ts.getLeadingCommentRanges(source, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(source, node.end) ?? []),
    ]) {
      comments.set(pos, source.slice(pos, end));
    }
  };
  visit(file);
  return [...comments].toSorted(([a], [b]) => a - b).map(([, comment]) => comment);
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{…}${literal.text}`).join('');
}

/** What plancliff sends to the server or to a shell, by its first word. */
const commands =
  /^[\s({…}]*(alter|and|at time zone|begin|case|coalesce|commit|create|deallocate|delete|do \$|drop|execute|explain|from|grant|insert|is null|is not null|join|left join|limit|not exists|nulls|or|order by|overlay|prepare|reindex|refresh|reset|rollback|savepoint|select|set|truncate|umask|union|update|vacuum|when|where|with)\b/;
const sqlInside =
  /\b(from|join|select|union|where)\b[\s\S]*(::|\bpg_\w|\w\.\w+ =|\bas \w+)|::\w+|\bpg_(catalog|class)\b|^[\w.{…}]+ as [\w{…}]+$|\bis distinct from\b/;
/** Keys of EXPLAIN, and names of types. */
const names =
  /^(([A-Z][A-Za-z]*|TID)([ -][A-Z][a-z]+)+|[A-Z ]+|ISO, [MYD]+|(double|character|time|timestamp) (precision|varying|with.*))$/;
const lists = /^[\sA-Za-z_]+$/;

/** Two words next to each other, of no language but English. */
function isProse(text: string): boolean {
  const words = text.trim();
  if (!/[A-Za-z’']{2,}[,:;]? [A-Za-z{]/.test(words) || names.test(words)) return false;
  if (words.length > 200 && lists.test(words)) return false;
  // A hint may begin with a command: it ends as a sentence.
  return !sqlInside.test(words) && (!commands.test(words) || /[a-z)][.:]$/.test(words));
}

/** The messages as a page to be read as a whole, in the order of the files. */
export function messagePage(messages: readonly Message[]): string {
  const files = [...new Set(messages.map(({ file }) => file))];
  const parts = files.map((file) => {
    const own = messages.filter((message) => message.file === file);
    return `## ${file}\n\n${own.map(({ text }) => indented(text)).join('\n')}\n`;
  });
  return `# Messages\n\n${parts.join('\n')}`;
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line, k) => `${k === 0 ? '    ' : '      '}${line}`.trimEnd())
    .join('\n');
