import { mentionsOf, type Mentions } from './mentions';
import { modifying, oneStatement, statementName } from './one-statement';
import type { ParsedStatement } from './parse';
import { walk } from './walk';

export type Guarded =
  | {
      readonly ok: true;
      readonly mentions: Mentions;
      /** Highest `$n` in the text. */
      readonly parameters: number;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Lets a text through where it is exactly one select that changes nothing and that takes no lock beyond ACCESS
 * SHARE when it is planned. Everything else is refused with its reason, whatever it would do: parse analysis of
 * `update` takes ROW EXCLUSIVE on its table and `for update` takes ROW SHARE (parse_clause.c,
 * setTargetTable; parse_relation.c, addRangeTableEntry), even when nothing is run.
 */
export async function guard(sql: string): Promise<Guarded> {
  const one = await oneStatement(sql);
  if (!one.ok) {
    const reason =
      one.because === 'syntax' ? `PostgreSQL's parser refuses it: ${one.reason}` : one.reason;
    return { ok: false, reason };
  }
  const { type, tree } = one.statement;
  const { reason, parameters } = examined(one.statement);
  return reason === undefined
    ? { ok: true, mentions: mentionsOf({ [type]: tree }), parameters }
    : { ok: false, reason };
}

interface Examined {
  /** Why it is refused. */
  readonly reason?: string | undefined;
  readonly parameters: number;
}

function examined({ type, tree }: ParsedStatement): Examined {
  const refused = refusedType(type);
  if (refused !== undefined) return { reason: refused, parameters: 0 };
  let reason: string | undefined;
  let parameters = 0;
  walk(tree, (key, node) => {
    const hidden = modifying.get(key);
    if (hidden !== undefined) reason ??= `it contains ${article(hidden)} ${hidden}`;
    if (key === 'intoClause') reason ??= 'it creates a table (select … into)';
    if (key === 'LockingClause') {
      reason ??=
        'planning it would lock rows (for update or for share) with more than ACCESS SHARE';
    }
    if (key === 'ParamRef') parameters = Math.max(parameters, Number(node['number'] ?? 0));
  });
  return { reason, parameters };
}

function refusedType(type: string): string | undefined {
  const verb = modifying.get(type);
  if (verb !== undefined) {
    return `planning this ${verb} would take a ROW EXCLUSIVE lock, and an audit takes none beyond ACCESS SHARE`;
  }
  if (type !== 'SelectStmt') {
    const name = statementName(type);
    return `it is ${article(name)} ${name}, and only queries are planned`;
  }
  return undefined;
}

function article(word: string): string {
  return /^[aeio]/i.test(word) || word.startsWith('up') ? 'an' : 'a';
}
