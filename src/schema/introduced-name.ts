import type { FileStatement } from './read-statements';

type Named = {
  readonly relname?: string;
  readonly sval?: string;
  readonly String?: { sval?: string };
};

/** Name of the table, type, view, function or extension that a statement creates, without its schema. */
export function introducedName({ type, tree }: FileStatement): string | undefined {
  const of = tree as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'CreateStmt':
    case 'CreateForeignTableStmt':
      return relation(
        of['relation'] ?? (of['base'] as Record<string, unknown> | undefined)?.['relation'],
      );
    case 'ViewStmt':
      return relation(of['view']);
    case 'CreateTableAsStmt':
      return relation((of['into'] as Record<string, unknown> | undefined)?.['rel']);
    case 'CreateSeqStmt':
      return relation(of['sequence']);
    case 'CreateSchemaStmt':
      return of['schemaname'] as string | undefined;
    case 'CreateExtensionStmt':
      return of['extname'] as string | undefined;
    case 'CreateEnumStmt':
    case 'CreateRangeStmt':
      return last(of['typeName']);
    case 'CreateDomainStmt':
      return last(of['domainname']);
    case 'CompositeTypeStmt':
      return relation(of['typevar']);
    case 'CreateFunctionStmt':
      return last(of['funcname']);
    case 'DefineStmt':
      return last(of['defnames']);
    default:
      return undefined;
  }
}

const relation = (of: unknown): string | undefined => (of as Named | undefined)?.relname;

const last = (names: unknown): string | undefined =>
  Array.isArray(names) ? (names.at(-1) as Named | undefined)?.String?.sval : undefined;
