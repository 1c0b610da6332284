import type { Tree } from './parse';
import { isTree } from './walk';

/** Relations that a parse tree names and that no CTE in scope stands for, in order of first use. */
export function referencedTables(root: Tree): readonly string[] {
  const tables = new Set<string>();
  collect(root, new Set(), tables);
  return [...tables];
}

function collect(value: unknown, ctes: ReadonlySet<string>, tables: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, ctes, tables);
    return;
  }
  if (!isTree(value)) return;
  const scope = isTree(value['withClause']) ? collectWith(value['withClause'], ctes, tables) : ctes;
  for (const [field, inner] of Object.entries(value)) {
    if (field === 'withClause') continue;
    // The target of a modifying statement is never a CTE (parse_relation.c, parserOpenTable).
    const names = field === 'relation' && isTree(inner) && 'relname' in inner;
    if (field === 'RangeVar' || names) {
      const name = relationName(inner as Tree);
      if (names || !scope.has(name)) tables.add(name);
    } else {
      collect(inner, scope, tables);
    }
  }
}

/** A CTE sees those before it; all of them, itself too, under RECURSIVE. Returns what the statement itself sees. */
function collectWith(
  clause: Tree,
  outer: ReadonlySet<string>,
  tables: Set<string>,
): ReadonlySet<string> {
  const list = Array.isArray(clause['ctes']) ? (clause['ctes'] as readonly unknown[]) : [];
  const ctes = list.flatMap((item) => {
    const cte = isTree(item) ? item['CommonTableExpr'] : undefined;
    return isTree(cte) ? [cte] : [];
  });
  const all = new Set([...outer, ...ctes.map((cte) => text(cte['ctename']))]);
  const before = new Set(outer);
  for (const cte of ctes) {
    collect(cte['ctequery'], clause['recursive'] === true ? all : before, tables);
    before.add(text(cte['ctename']));
  }
  return all;
}

function relationName(rangeVar: Tree): string {
  const schema = text(rangeVar['schemaname']);
  const name = text(rangeVar['relname']);
  return schema === '' ? name : `${schema}.${name}`;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
