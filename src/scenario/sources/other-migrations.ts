import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Migrations in the folders of a schema that are programs or change logs, as goose has Go files beside SQL: a name that
 * starts with a number or with Flyway's `V2__`, as those of migrations do. Tests and declarations of types are none.
 *
 * @returns names without their folders, in the order in which they would run
 */
export function otherMigrations(cwd: string, sources: readonly string[]): readonly string[] {
  return sources
    .filter((source) => source !== '-')
    .map((source) => path.resolve(cwd, source))
    .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true)
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .map((file) => path.basename(file))
    .filter((file) => isProgram.test(file) && !isNone.test(file))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

const isProgram =
  /^(?:\d|V[\d._]+__).*\.(?:go|py|rb|[cm]?[jt]s|php|java|kt|kts|groovy|cs|exs?|rs|xml|ya?ml)$/i;

/** Entity Framework writes a `.Designer.cs` beside each migration. */
const isNone = /(?:_test\.go|_spec\.rb|\.(?:test|spec)\.[cm]?[jt]s|\.d\.[cm]?ts|\.Designer\.cs)$/i;
