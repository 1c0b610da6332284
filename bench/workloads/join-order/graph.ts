/**
 * Join graphs in short: `t(mc(cn) mk(k))` is a title with its companies and its keywords, each with its name.
 *
 * A letter code names the table, a number behind it tells two uses apart. What stands in parentheses is joined to what
 * stands before them, by the column that `edges` has for the pair.
 */

/** Code -> table. */
export const tables = {
  t: 'title',
  n: 'name',
  chn: 'char_name',
  cn: 'company_name',
  k: 'keyword',
  at: 'aka_title',
  an: 'aka_name',
  ci: 'cast_info',
  cc: 'complete_cast',
  mc: 'movie_companies',
  mi: 'movie_info',
  mx: 'movie_info_idx',
  mk: 'movie_keyword',
  ml: 'movie_link',
  /** The same table, joined by the title that is linked to. */
  lm: 'movie_link',
  pi: 'person_info',
  kt: 'kind_type',
  lt: 'link_type',
  it: 'info_type',
  rt: 'role_type',
  ct: 'company_type',
  /** What a complete cast list is of, and how complete it is. */
  sub: 'comp_cast_type',
  sta: 'comp_cast_type',
} as const;
export type Code = keyof typeof tables;

/** `outer>inner` -> columns of the outer and the inner. */
const edges: Readonly<Record<string, readonly [string, string]>> = {
  't>kt': ['kind_id', 'id'],
  't>at': ['id', 'movie_id'],
  't>ci': ['id', 'movie_id'],
  't>cc': ['id', 'movie_id'],
  't>mc': ['id', 'movie_id'],
  't>mi': ['id', 'movie_id'],
  't>mx': ['id', 'movie_id'],
  't>mk': ['id', 'movie_id'],
  't>ml': ['id', 'movie_id'],
  't>lm': ['id', 'linked_movie_id'],
  'ml>t': ['linked_movie_id', 'id'],
  'ml>lt': ['link_type_id', 'id'],
  'lm>lt': ['link_type_id', 'id'],
  'mc>cn': ['company_id', 'id'],
  'mc>ct': ['company_type_id', 'id'],
  'mk>k': ['keyword_id', 'id'],
  'mi>it': ['info_type_id', 'id'],
  'mx>it': ['info_type_id', 'id'],
  'pi>it': ['info_type_id', 'id'],
  'cc>sub': ['subject_id', 'id'],
  'cc>sta': ['status_id', 'id'],
  'ci>n': ['person_id', 'id'],
  'ci>chn': ['person_role_id', 'id'],
  'ci>rt': ['role_id', 'id'],
  'n>an': ['id', 'person_id'],
  'n>pi': ['id', 'person_id'],
};

export interface JoinGraph {
  /** In the order in which they are named. */
  readonly aliases: readonly string[];
  /** `a.x = b.y` each. */
  readonly joins: readonly string[];
}

export function readGraph(text: string): JoinGraph {
  const aliases: string[] = [];
  const joins: string[] = [];
  const outer: string[] = [];
  for (const token of text.match(/[a-z]+\d?|[()]/g) ?? []) {
    if (token === '(') outer.push(aliases.at(-1) ?? '');
    else if (token === ')') outer.pop();
    else {
      const parent = outer.at(-1);
      if (parent !== undefined) joins.push(join(parent, token));
      aliases.push(token);
    }
  }
  return { aliases, joins };
}

/** Of `mi2` it is `mi`. */
export function codeOf(alias: string): Code {
  const code = alias.replace(/\d$/, '');
  if (!Object.hasOwn(tables, code)) throw new Error(`No table is called ${code}`);
  return code as Code;
}

function join(outer: string, inner: string): string {
  const edge = edges[`${codeOf(outer)}>${codeOf(inner)}`];
  if (edge === undefined) throw new Error(`Nothing joins ${inner} to ${outer}`);
  return `${outer}.${edge[0]} = ${inner}.${edge[1]}`;
}
