import { listOf, nodeOf, stringOf } from '../sql/nodes';
import type { Tree } from '../sql/parse';
import { isTree } from '../sql/walk';
import type { FileStatement } from './read-statements';

/** The name of an object, each part where the statement gives it. */
export interface ObjectName {
  readonly schema?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * The name of the table, sequence, type, view, function, schema or extension that a statement creates; undefined for any
 * other statement.
 */
export function createdObject({
  type,
  tree,
}: Pick<FileStatement, 'type' | 'tree'>): ObjectName | undefined {
  switch (type) {
    case 'CreateStmt':
      return ofRelation(tree['relation']);
    case 'CreateForeignTableStmt':
      return ofRelation(fieldsOf(tree['base'])['relation']);
    case 'ViewStmt':
      return ofRelation(tree['view']);
    case 'CreateTableAsStmt':
      return ofRelation(fieldsOf(tree['into'])['rel']);
    case 'CreateSeqStmt':
      return ofRelation(tree['sequence']);
    case 'CompositeTypeStmt':
      return ofRelation(tree['typevar']);
    case 'CreateEnumStmt':
    case 'CreateRangeStmt':
      return ofParts(tree['typeName']);
    case 'CreateDomainStmt':
      return ofParts(tree['domainname']);
    case 'CreateFunctionStmt':
      return ofParts(tree['funcname']);
    case 'DefineStmt':
      return ofParts(tree['defnames']);
    case 'CreateSchemaStmt':
      return { name: textOf(tree['schemaname']) };
    case 'CreateExtensionStmt':
      return { schema: schemaOption(tree['options']), name: textOf(tree['extname']) };
    default:
      return undefined;
  }
}

/** Names of the schemas that statements create, those in the text of a block of PL/pgSQL among them. */
export const createdSchemas = (
  statements: readonly Pick<FileStatement, 'type' | 'tree' | 'sql'>[],
): ReadonlySet<string> =>
  new Set(
    statements.flatMap((statement) => {
      if (statement.type === 'DoStmt') return schemasInBlock(statement.sql);
      return statement.type === 'CreateSchemaStmt' ? (createdObject(statement)?.name ?? []) : [];
    }),
  );

/** A block that creates a schema fails as a whole where the schema exists already. */
const schemasInBlock = (sql: string): readonly string[] =>
  [
    ...sql.matchAll(/\bcreate\s+schema\s+(?:if\s+not\s+exists\s+)?(?:"((?:[^"]|"")+)"|(\w+))/gi),
  ].flatMap(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare?.toLowerCase() ?? []);

const fieldsOf = (node: unknown): Tree => (isTree(node) ? node : {});

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function ofRelation(relation: unknown): ObjectName {
  const { schemaname, relname } = fieldsOf(relation);
  return { schema: textOf(schemaname), name: textOf(relname) };
}

/** `name` or `schema.name`. PostgreSQL creates nothing in another database, which a third part would name. */
function ofParts(value: unknown): ObjectName {
  const parts = listOf(value).map(stringOf);
  return { schema: parts.length === 2 ? parts[0] : undefined, name: parts.at(-1) };
}

/** `create extension x schema y` */
function schemaOption(options: unknown): string | undefined {
  const found = listOf(options)
    .map((option) => nodeOf(option, 'DefElem'))
    .find((option) => option?.['defname'] === 'schema');
  return stringOf(found?.['arg']);
}
