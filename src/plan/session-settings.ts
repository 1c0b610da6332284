import { quoteLiteral } from '../postgres/quote';
import type { Connection } from '../postgres/types';

type Settings = { readonly [name: string]: string };

/**
 * Changes settings of a session for one statement after the other, and only where the last one had others: what is
 * planned under the same settings in a row costs no statement more. A setting that is not wanted any more gets back
 * the value that it had before it was first changed.
 */
export function changingSettings(connection: Connection): (wanted: Settings) => Promise<void> {
  const usual = new Map<string, string>();
  let inForce: Settings = {};

  const learn = async (names: readonly string[]): Promise<void> => {
    if (names.length === 0) return;
    const list = names.map(
      (name, k) =>
        `pg_catalog.current_setting(${quoteLiteral(name)}, ${quoteLiteral(name)} like '%.%') as s${k}`,
    );
    const { rows } = await connection.query<Record<string, string>>(`select ${list.join(', ')}`);
    names.forEach((name, k) => usual.set(name, rows[0]?.[`s${k}`] ?? ''));
  };

  return async (wanted) => {
    if (JSON.stringify(wanted) === JSON.stringify(inForce)) return;
    await learn(Object.keys(wanted).filter((name) => !usual.has(name)));
    const values = new Map<string, string>();
    for (const name of Object.keys(inForce)) values.set(name, usual.get(name) ?? '');
    for (const [name, value] of Object.entries(wanted)) values.set(name, value);
    // Should the server refuse a value, the statement fails and none of them changes.
    const list = [...values].map(
      ([name, value]) =>
        `pg_catalog.set_config(${quoteLiteral(name)}, ${quoteLiteral(value)}, false)`,
    );
    await connection.query(`select ${list.join(', ')}`);
    inForce = wanted;
  };
}
