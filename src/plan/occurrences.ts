import { relationKey } from '../postgres/relation-key';
import { commonPattern } from './common-pattern';
import type { CatalogFacts } from './facts';
import type { Scan } from './scans';

/** All scans that read one use of a relation in the query: several for a partitioned table. */
export interface Occurrence {
  /** As the author wrote it: the planner's suffix is gone. */
  readonly alias: string;
  /** From 1, among the same alias in the same subplan, in the order of the range table. */
  readonly nth: number;
  readonly subplan: string;
  readonly scans: readonly Scan[];
}

interface Named {
  readonly scan: Scan;
  readonly alias: string;
  /** The planner's suffix, 0 for none: rises in the order of the range table. */
  readonly suffix: number;
}

/**
 * Groups scans to occurrences. EXPLAIN makes names unique by `_1`, `_2`, … in the order of the range table
 * (ruleutils.c, set_rtable_names), which joins don't change, so that order numbers the occurrences. Children of a
 * partitioned table get such names too, contiguous, while the parent keeps the plain one unseen.
 */
export function occurrences(
  scans: readonly Scan[],
  shown: ReadonlySet<string>,
  facts: CatalogFacts,
): readonly Occurrence[] {
  const named = scans.map((scan) => nameOf(scan, scans, shown, facts));
  const scopes = groupBy(named, ({ scan, alias }) => `${scan.subplan}\n${alias}`);
  const made = scopes.flatMap((members) =>
    splitByRelation(
      members.toSorted((a, b) => a.suffix - b.suffix),
      shown,
      facts,
    ).map((group, i) => ({
      alias: group[0]?.alias ?? '',
      nth: i + 1,
      subplan: group[0]?.scan.subplan ?? '',
      scans: group.map(({ scan }) => scan),
    })),
  );
  return made;
}

function nameOf(
  scan: Scan,
  scans: readonly Scan[],
  shown: ReadonlySet<string>,
  facts: CatalogFacts,
): Named {
  const [, base, digits] = /^(.+)_(\d+)$/.exec(scan.alias) ?? [];
  if (base === undefined || !isPlanners(scan, base, scans, shown, facts)) {
    return { scan, alias: scan.alias, suffix: 0 };
  }
  // A child of an occurrence that has a suffix itself carries two: `o_1_2` is a name of the author's `o_1`.
  return { scan, alias: base, suffix: Number(digits) };
}

/** True where the suffix was added by the planner; the author's own `orders o_1` keeps it. */
function isPlanners(
  scan: Scan,
  base: string,
  scans: readonly Scan[],
  shown: ReadonlySet<string>,
  facts: CatalogFacts,
): boolean {
  const partition = scan.appended && facts.rootOf(scan.schema, scan.relation) !== undefined;
  // A table's own name is an alias too: `orders_2024` is no second `orders`.
  if (partition || scan.alias === scan.relation) return partition;
  if (shown.has(base)) return true;
  if (!scan.appended) return false;
  return scans.some(
    (other) =>
      other !== scan &&
      other.appended &&
      other.subplan === scan.subplan &&
      other.relation !== scan.relation &&
      other.alias.replace(/_\d+$/, '') === base,
  );
}

/** One alias in one subplan may stand for several uses: views of one text, arms of a union. */
function splitByRelation(
  members: readonly Named[],
  shown: ReadonlySet<string>,
  facts: CatalogFacts,
): readonly (readonly Named[])[] {
  const uses: Use[] = [];
  for (const member of members) {
    const last = uses.at(-1);
    const relation = relationKey({ schema: member.scan.schema, name: member.scan.relation });
    if (last !== undefined && !last.relations.has(relation) && isOf(last, member, shown, facts)) {
      last.members.push(member);
      last.relations.add(relation);
    } else {
      uses.push({ first: member, members: [member], relations: new Set([relation]) });
    }
  }
  return uses.map((use) => use.members);
}

/** Scans that read one use of a table. */
interface Use {
  readonly first: Named;
  readonly members: Named[];
  /** The relations of its members: one use reads each of them once. */
  readonly relations: Set<string>;
}

/** Whether a scan reads another child, partition or heir, of the table whose children a use reads. */
function isOf(
  { first, members }: Use,
  { scan }: Named,
  shown: ReadonlySet<string>,
  facts: CatalogFacts,
): boolean {
  // A child always has a suffix; a partition that was left alone, without its Append, has the plain name.
  if (first.suffix === 0 || !first.scan.appended || !scan.appended) return false;
  // All members of a use have the root of its first one.
  const [root, other] = [first.scan, scan].map((each) => facts.rootOf(each.schema, each.relation));
  if (root !== undefined || other !== undefined) return root === other;
  // The parent has the plain name and is not scanned itself; two tables of a union show it on the first of them.
  return (
    !shown.has(first.alias) ||
    members.every((member) => commonPattern([member.scan.relation, scan.relation]) !== undefined)
  );
}

/**
 * `alias#n/schema.relation@subplan`; `#1` and an empty subplan are left out, as in the identifiers of
 * PostgreSQL 19's plan advice.
 */
export function occurrenceName(
  of: Pick<Occurrence, 'alias' | 'nth' | 'subplan'>,
  schema: string,
  relation: string,
): string {
  const nth = of.nth > 1 ? `#${of.nth}` : '';
  const table = schema === '' ? relation : `${schema}.${relation}`;
  return `${of.alias}${nth}/${table}${of.subplan === '' ? '' : `@${of.subplan}`}`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
