import type { FileStatement } from './read-statements';

/** Statements that change no plan: they run for nothing, and a large dump has thousands of them. */
const neutral = new Set([
  'CommentStmt',
  'GrantStmt',
  'GrantRoleStmt',
  'AlterDefaultPrivilegesStmt',
  'AlterOwnerStmt',
  'CreateTrigStmt',
  'CreatePolicyStmt',
  'AlterPolicyStmt',
  'CreatePublicationStmt',
  'CreateSubscriptionStmt',
  'CreateEventTrigStmt',
  'AlterEventTrigStmt',
  'SecLabelStmt',
  'CreateRoleStmt',
  'AlterRoleStmt',
  'AlterRoleSetStmt',
  'AlterDatabaseSetStmt',
  'AlterDatabaseStmt',
  'CreatedbStmt',
  'DropdbStmt',
  // Each statement commits on its own: one that fails takes no other with it.
  'TransactionStmt',
  'LockStmt',
  'VacuumStmt',
  'CheckPointStmt',
  'NotifyStmt',
]);

/** Whether a statement changes neither tables, indexes and types nor the session: a scan leaves it out. */
export function isPlanNeutral({ type, tree }: FileStatement): boolean {
  if (type === undefined) return false;
  return neutral.has(type) || (type === 'AlterTableStmt' && isNeutralAlter(tree['cmds']));
}

const neutralCommands = new Set([
  'AT_ChangeOwner',
  'AT_EnableRowSecurity',
  'AT_DisableRowSecurity',
  'AT_ForceRowSecurity',
  'AT_NoForceRowSecurity',
  'AT_EnableTrig',
  'AT_DisableTrig',
  'AT_EnableAlwaysTrig',
  'AT_EnableReplicaTrig',
  'AT_EnableTrigAll',
  'AT_DisableTrigAll',
  'AT_EnableTrigUser',
  'AT_DisableTrigUser',
  'AT_ReplicaIdentity',
  'AT_SetStorage',
  'AT_SetCompression',
  'AT_ClusterOn',
]);

function isNeutralAlter(commands: unknown): boolean {
  if (!Array.isArray(commands) || commands.length === 0) return false;
  return commands.every((command: { AlterTableCmd?: { subtype?: string } }) =>
    neutralCommands.has(command.AlterTableCmd?.subtype ?? ''),
  );
}

/** Statements that write rows: a scan makes rows of its own. */
export function writesRows({ type, copied, tree }: FileStatement): boolean {
  if (copied !== undefined || type === 'CopyStmt') return true;
  if (type === 'TruncateStmt') return true;
  return (
    ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'].includes(type ?? '') &&
    tree !== undefined
  );
}
