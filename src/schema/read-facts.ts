import type { Connection } from '../postgres/types';
import type { FileStatement } from './read-statements';
import type { ServerFacts } from './rules/types';

/** Facts that no server is asked for. */
type Given = Pick<ServerFacts, 'mayCreateRoles' | 'createdSchemas'>;
type Names = { readonly [Fact in keyof Omit<ServerFacts, keyof Given>]: readonly string[] };

/** Reads what the server has; roles change while other databases of it are made. */
export async function readFacts(connection: Connection, given: Given): Promise<ServerFacts> {
  const { rows } = await connection.query<Names>(
    `select array(select rolname::text from pg_catalog.pg_roles) as roles,
            array(select pg_catalog.lower(name) from pg_catalog.pg_settings) as settings,
            array(select amname::text from pg_catalog.pg_am where amtype = 't') as "accessMethods",
            array(select spcname::text from pg_catalog.pg_tablespace) as tablespaces,
            array(select nspname::text from pg_catalog.pg_namespace) as schemas`,
  );
  const [names] = rows;
  const set = (list: readonly string[] | undefined): ReadonlySet<string> => new Set(list);
  return {
    ...given,
    roles: set(names?.roles),
    settings: set(names?.settings),
    accessMethods: set(names?.accessMethods),
    tablespaces: set(names?.tablespaces),
    schemas: set(names?.schemas),
  };
}

const creates = new Set([
  'CreateRoleStmt',
  'CreateSchemaStmt',
  'CreateExtensionStmt',
  'CreateAmStmt',
]);

/** Whether the facts are read again after a statement: it created one of them, or a rule put another in its place. */
export function changesFacts({ type, sql }: FileStatement, run: readonly string[]): boolean {
  return creates.has(type ?? '') || run.some((each) => each !== sql);
}
