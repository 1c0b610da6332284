import { quoteIdent } from './quote';
import type { Connection } from './types';

/** Stands as comment on every database that plancliff creates on somebody's server. */
export const scratchComment = 'Scratch database of plancliff: dropped when the run ends.';

/** `plancliff_scratch_<run>_<number>_<label>`, within PostgreSQL's 63 bytes. `run` is 8 hexadecimal digits. */
export function scratchName(run: string, number: number, label: string): string {
  const plain = label.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  return `plancliff_scratch_${run}_${number}_${plain}`.slice(0, 63);
}

/** application_name of the session that holds a run's scratch databases as long as the run lives. */
export function sessionName(run: string): string {
  return `plancliff ${run}`;
}

/** The run in a scratch database's name; undefined for any other name. */
export function runOf(name: string): string | undefined {
  return /^plancliff_scratch_([0-9a-f]{8})_\d+_/.exec(name)?.[1];
}

interface Candidate {
  readonly name: string;
  readonly mine: boolean;
  readonly comment: string | null;
  readonly sessions: number;
}

/**
 * Looks for scratch databases of killed runs. Those that are surely ours are dropped: made by this very role, marked
 * by our comment, no session in them, and the session of the run that made them is gone. All others with such a
 * name are only reported. Returns one line for each; a live run's are passed over.
 */
export async function clearScratch(admin: Connection): Promise<readonly string[]> {
  const { rows } = await admin.query<Candidate>(`
    select d.datname as name, d.datdba = (select oid from pg_catalog.pg_roles where rolname = current_user) as mine,
      pg_catalog.shobj_description(d.oid, 'pg_database') as comment,
      (select pg_catalog.count(*)::int from pg_catalog.pg_stat_activity a where a.datid = d.oid) as sessions
    from pg_catalog.pg_database d where pg_catalog.starts_with(d.datname, 'plancliff_scratch_') order by d.datname`);
  const lines: string[] = [];
  for (const { name, mine, comment, sessions } of rows) {
    const run = runOf(name);
    if (run !== undefined && (await lives(admin, run))) continue;
    const ours = run !== undefined && mine && comment === scratchComment && sessions === 0;
    lines.push(
      ours && (await dropped(admin, name))
        ? `Dropped ${name}, which a killed run had left behind`
        : `${name} looks like a scratch database of a killed run; if so: drop database ${quoteIdent(name)};`,
    );
  }
  return lines;
}

async function lives(admin: Connection, run: string): Promise<boolean> {
  const sql = 'select from pg_catalog.pg_stat_activity where application_name = $1 limit 1';
  return (await admin.query(sql, [sessionName(run)])).rows.length > 0;
}

/** Without force: a session that came in the meantime keeps its database. */
async function dropped(admin: Connection, name: string): Promise<boolean> {
  try {
    await admin.query(`drop database ${quoteIdent(name)}`);
    return true;
  } catch {
    return false;
  }
}
