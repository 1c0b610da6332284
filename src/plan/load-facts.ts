import { readPlanIndexes, readRoots } from '../postgres/catalog/plan-relations';
import { relationKey } from '../postgres/relation-key';
import type { Connection } from '../postgres/types';
import type { CatalogFacts, IndexFacts } from './facts';
import { nodesOf, textOf } from './nodes';
import type { ExplainDocument, PlanNode } from './types';

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
      const named = {
        schemas: names.relations.map(([schema]) => schema),
        relations: names.relations.map(([, name]) => name),
      };
      for (const row of await readRoots(connection, named)) {
        roots.set(key(row.schema, row.relation), row.root ?? undefined);
      }
      for (const row of await readPlanIndexes(connection, named)) {
        const { root: name, method, keys, predicate } = row;
        const index = { name, method, keys, ...(predicate === null ? {} : { predicate }) };
        indexes.set(key(row.schema, row.name), index);
      }
      return facts;
    },
  };
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

const key = (schema: string, name: string): string => relationKey({ schema, name });
