import { PlancliffError } from '../errors';

/**
 * The database that a command looks at without writing: `--database-url`, else STAGING_DATABASE_URL.
 *
 * @throws PlancliffError `usage` where none was named: no such command takes one by guess
 */
export function stagingUrl(
  command: string,
  flag: string | undefined,
  env: NodeJS.ProcessEnv,
): string {
  const url = flag ?? env['STAGING_DATABASE_URL'];
  if (url !== undefined && url.trim() !== '') return url;
  throw new PlancliffError('usage', {
    message: `${command} needs a database: none was named`,
    reason: 'it takes --database-url or STAGING_DATABASE_URL, and no other variable.',
    hint: `Run \`plancliff ${command} --database-url postgres://reader@staging.example/shop${command === 'pull' ? ' twins/staging' : ''}\`.`,
  });
}
