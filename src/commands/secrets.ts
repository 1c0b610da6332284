import type { CliProcess } from './cli-process';

const variables = [
  'PLANCLIFF_DATABASE_URL',
  'STAGING_DATABASE_URL',
  'DATABASE_URL',
  'PGPASSWORD',
] as const;

/** What stands between the first colon and the last at sign, with or without a scheme. */
const password = /^(?:--database-url=)?(?:[a-z]+:\/\/)?([^:@/]*):(?!\/\/)(.+)@/is;

/**
 * Passwords that came in with the arguments or the environment, as they were typed: a URL that is none cannot be
 * recognised in a message, but its password can. One that is the name of the role as well is hidden in its
 * place alone: the name has to be shown.
 */
export function secretsOf({ argv, env }: Pick<CliProcess, 'argv' | 'env'>): readonly string[] {
  const texts = [...argv, ...variables.map((name) => env[name] ?? '')];
  const found = texts.flatMap((text) => {
    const [, role, secret] = password.exec(text) ?? [];
    if (secret === undefined) return [];
    return secret === role ? [`:${secret}@`] : [secret];
  });
  const roles = texts.flatMap((text) => password.exec(text)?.[1] ?? []);
  const own = env['PGPASSWORD'];
  return [
    ...new Set([
      ...found,
      ...(own === undefined || own === '' || roles.includes(own) ? [] : [own]),
    ]),
  ].flatMap((secret) => [secret, decoded(secret)]);
}

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}
