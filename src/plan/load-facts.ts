import type { Connection } from '../postgres/types';
import type { CatalogFacts, IndexFacts } from './facts';
import { nodesOf, textOf } from './nodes';
import type { ExplainDocument, PlanNode } from './types';

interface RelationRow {
  schema: string;
  relation: string;
  root: string | null;
}

interface IndexRow {
  schema: string;
  relation: string;
  name: string;
  root: string;
  method: string;
  keys: string[];
  predicate: string | null;
}

/** The facts that the plans of one session need, read from its catalogs when a relation is first seen. */
export interface FactStore {
  /** What was read so far. */
  readonly known: CatalogFacts;
  /** Whether nothing more has to be read for this plan. */
  has(document: ExplainDocument): boolean;
  factsFor(document: ExplainDocument): Promise<CatalogFacts>;
}

export function factStore(connection: Connection, major: number): FactStore {
  const roots = new Map<string, string | undefined>();
  const indexes = new Map<string, IndexFacts>();
  const facts: CatalogFacts = {
    major,
    rootOf: (schema, relation) => roots.get(key(schema, relation)),
    index: (schema, name) => indexes.get(key(schema, name)),
  };
  const isKnown = ({ relations, indexes: used }: ReturnType<typeof namesIn>): boolean =>
    relations.every(([schema, name]) => roots.has(key(schema, name))) &&
    used.every(([schema, name]) => indexes.has(key(schema, name)));
  return {
    known: facts,
    has: (document) => isKnown(namesIn(document.root)),
    async factsFor(document) {
      const names = namesIn(document.root);
      if (isKnown(names)) return facts;
      const { relations } = names;
      const schemas = relations.map(([schema]) => schema);
      const relationNames = relations.map(([, name]) => name);
      for (const row of await readRelations(connection, schemas, relationNames)) {
        roots.set(key(row.schema, row.relation), row.root ?? undefined);
      }
      for (const row of await readIndexes(connection, schemas, relationNames)) {
        const { root: name, method, keys, predicate } = row;
        const index = { name, method, keys, ...(predicate === null ? {} : { predicate }) };
        indexes.set(key(row.schema, row.name), index);
      }
      return facts;
    },
  };
}

async function readRelations(
  connection: Connection,
  schemas: readonly string[],
  names: readonly string[],
): Promise<readonly RelationRow[]> {
  const { rows } = await connection.query<RelationRow>(
    `select wanted.schema, wanted.relation,
       (select root.relname from pg_class as root
        where c.relispartition and root.oid = pg_partition_root(c.oid)) as root
     from unnest($1::text[], $2::text[]) as wanted (schema, relation)
     left join pg_namespace as n on n.nspname = wanted.schema
     left join pg_class as c on c.relnamespace = n.oid and c.relname = wanted.relation`,
    [schemas, names],
  );
  return rows;
}

/** All indexes of these relations: whichever the planner takes at another scale is known then. */
async function readIndexes(
  connection: Connection,
  schemas: readonly string[],
  names: readonly string[],
): Promise<readonly IndexRow[]> {
  const { rows } = await connection.query<IndexRow>(
    `select n.nspname as schema, c.relname as relation, i.relname as name, am.amname as method,
       coalesce((select root.relname from pg_class as root
                 where i.relispartition and root.oid = pg_partition_root(i.oid)), i.relname) as root,
       array(select pg_get_indexdef(x.indexrelid, k, true)
             from generate_series(1, x.indnkeyatts) as k order by k) as keys,
       pg_get_expr(x.indpred, x.indrelid, true) as predicate
     from unnest($1::text[], $2::text[]) as wanted (schema, relation)
     join pg_namespace as n on n.nspname = wanted.schema
     join pg_class as c on c.relnamespace = n.oid and c.relname = wanted.relation
     join pg_index as x on x.indrelid = c.oid
     join pg_class as i on i.oid = x.indexrelid
     join pg_am as am on am.oid = i.relam`,
    [schemas, names],
  );
  return rows;
}

type Names = readonly (readonly [schema: string, name: string])[];

function namesIn(root: PlanNode): { readonly relations: Names; readonly indexes: Names } {
  const relations = new Map<string, readonly [string, string]>();
  const indexes = new Map<string, readonly [string, string]>();
  for (const { node, above } of nodesOf(root)) {
    // An index is in its table's schema, and a Bitmap Index Scan stands below the scan of its table.
    const [schema = ''] = [node, ...above].flatMap((each) => textOf(each, 'Schema') ?? []);
    const [relation, index] = [textOf(node, 'Relation Name'), textOf(node, 'Index Name')];
    if (relation !== undefined) relations.set(key(schema, relation), [schema, relation]);
    if (index !== undefined) indexes.set(key(schema, index), [schema, index]);
  }
  return { relations: [...relations.values()], indexes: [...indexes.values()] };
}

const key = (schema: string, name: string): string => `${schema}\0${name}`;
