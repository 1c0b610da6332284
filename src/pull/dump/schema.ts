import { isPlanNeutral, writesRows } from '../../schema/plan-neutral';
import { type FileStatement, readStatements } from '../../schema/read-statements';
import { listOf, nodeOf } from '../../sql/nodes';

/** The DDL of a dump. */
export interface DumpedSchema {
  /** As schema.sql has it. */
  readonly schema: string;
  /** How many objects of extended statistics it makes. */
  readonly extended: number;
  /** Whether it has policies, which apply to some roles and not to others. */
  readonly hasPolicies: boolean;
  /** Version of the server that was dumped, where pg_dump wrote it down. */
  readonly server?: string;
}

/**
 * What of a dump by `pg_dump --schema-only` decides on plans: DDL in the order of the dump, without owners, rights,
 * comments and triggers, and without rows, where it has some.
 *
 * @throws PlancliffError `usage` where a quote or a comment does not end
 */
export async function schemaOfDump(text: string): Promise<DumpedSchema> {
  const { statements } = await readStatements(text);
  const kept = statements.filter(decidesOnPlans);
  const server = /^-- Dumped from database version (\d+(?:\.\d+)*)/m.exec(text)?.[1];
  return {
    schema: kept.map(({ sql }) => `${sql};\n`).join('\n'),
    extended: kept.filter(({ type }) => type === 'CreateStatsStmt').length,
    hasPolicies: kept.some(({ type }) => type === 'CreatePolicyStmt'),
    ...(server === undefined ? {} : { server }),
  };
}

function decidesOnPlans(statement: FileStatement): boolean {
  const { type, tree } = statement;
  if (writesRows(statement)) return false;
  switch (type) {
    case 'CreatePolicyStmt':
      return true;
    // Settings of the dump's own session, values of sequences, statistics.
    case 'VariableSetStmt':
    case 'SelectStmt':
      return false;
    case 'AlterTableStmt':
      return isRowSecurity(tree['cmds']) || !isPlanNeutral(statement);
    default:
      return !isPlanNeutral(statement);
  }
}

const isRowSecurity = (commands: unknown): boolean =>
  listOf(commands).some((each) =>
    /RowSecurity$/.test(String(nodeOf(each, 'AlterTableCmd')?.['subtype'])),
  );
