import type { Database, DatabaseLocale, Server } from '../../postgres/types';
import { isServerError } from '../../postgres/server-error';
import type { Locale, Manifest } from '../../pull/types';

/** An empty database whose texts sort as those of the server, where this machine can. */
export async function createTwinDatabase(
  server: Server,
  { locale }: Pick<Manifest, 'locale'>,
): Promise<{ readonly database: Database; readonly lacks: readonly string[] }> {
  const wanted = wantedLocale(locale);
  if (wanted === undefined) return { database: await server.createDatabase('twin'), lacks: [] };
  try {
    return { database: await server.createDatabase('twin', wanted), lacks: [] };
  } catch (error) {
    if (!isServerError(error)) throw error;
    const lack = `the locale ${locale.locale ?? locale.collate} (${locale.provider}) is not on this machine: texts sort by code point, and ranges and patterns over text may be estimated differently`;
    return { database: await server.createDatabase('twin'), lacks: [lack] };
  }
}

/** Undefined for what a new database of the embedded server has: the order of code points. */
function wantedLocale({ provider, collate, ctype, locale }: Locale): DatabaseLocale | undefined {
  if (provider === 'icu') return { provider: 'icu', locale: locale ?? 'und' };
  if (provider === 'builtin')
    return locale === 'C.UTF-8' ? undefined : { provider: 'builtin', locale: locale ?? 'C' };
  return /^(C|POSIX)$/.test(collate) && /^(C|POSIX)$/.test(ctype)
    ? { provider: 'libc', locale: 'C' }
    : { provider: 'libc', locale: collate };
}
