/** Where a connection string came from, for messages. */
export interface ResolvedTarget {
  readonly url: string;
  /** `--database-url`, or the name of the variable. */
  readonly source: string;
}

/** Variables that hold a URL, most specific first. */
export const targetVariables = ['PLANCLIFF_DATABASE_URL', 'DATABASE_URL'] as const;

// The PG* variables that name a place. PGUSER or PGPASSWORD alone only complete one.
const placeVariables = ['PGHOST', 'PGDATABASE'] as const;

/**
 * Which server is meant: the flag, then a variable that holds a URL, then the PG* variables; undefined where none
 * says. Blank values count as absent. With PG* variables the URL has nothing but the scheme, and
 * `parseTarget` takes all parts from the environment, so that a password is copied nowhere.
 */
export function resolveTarget(
  flag: string | undefined,
  env: NodeJS.ProcessEnv,
  variables: readonly string[] = targetVariables,
): ResolvedTarget | undefined {
  if (flag?.trim()) return { url: flag.trim(), source: '--database-url' };
  for (const source of variables) {
    const url = env[source]?.trim();
    if (url) return { url, source };
  }
  const source = placeVariables.find((name) => env[name]?.trim());
  return source && { url: 'postgres://', source };
}
