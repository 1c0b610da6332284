import { ownValue } from '../text/own-value';
import { howToPointAtBinaries } from '../postgres/embedded/binaries';
import type { Server } from '../postgres/types';

/** Packages of Debian, where they are not named as the extension; `%` is the major version. */
const debianPackages: Readonly<Record<string, string>> = {
  postgis: 'postgresql-%-postgis-3',
  postgis_raster: 'postgresql-%-postgis-3',
  postgis_topology: 'postgresql-%-postgis-3',
  vector: 'postgresql-%-pgvector',
  pg_cron: 'postgresql-%-cron',
  hypopg: 'postgresql-%-hypopg',
  pg_partman: 'postgresql-%-partman',
  pg_repack: 'postgresql-%-repack',
  rum: 'postgresql-%-rum',
  hll: 'postgresql-%-hll',
  pgrouting: 'postgresql-%-pgrouting',
};

/** Where an extension comes from that the server's binaries lack, and what to do. */
export function extensionHint(
  name: string,
  { kind, major }: Pick<Server, 'kind' | 'major'>,
): string {
  if (kind === 'remote') {
    return `Install ${name} on that server, or remove CREATE EXTENSION and what depends on it from the schema.`;
  }
  const debian = ownValue(debianPackages, name)?.replace('%', String(major));
  const packaged =
    debian === undefined ? '' : ` (Debian and Ubuntu: package ${debian} of apt.postgresql.org)`;
  return (
    `Use a PostgreSQL installation that has ${name}${packaged}: ${howToPointAtBinaries(major)}. ` +
    'Or remove CREATE EXTENSION and what depends on it from the schema.'
  );
}
