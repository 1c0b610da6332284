import { knownTables, type TableOf } from '../../sql/known-tables';
import type { Pulled } from '../types';

const created = /^create (?:materialized )?view (.+?)(?: with \(| as$)/gim;

/** The tables of a pulled database with the columns that statistics know, and its views. */
export function pulledTables({
  statistics,
  schema,
}: Pick<Pulled, 'statistics' | 'schema'>): TableOf {
  const views = [...schema.matchAll(created)].map(([, name = '']) => ({
    name: name.replaceAll('"', ''),
    columns: [],
  }));
  const tables = statistics.relations
    .filter(({ kind }) => kind !== 'index')
    .map(({ schema: of, name, columns }) => ({
      name: `${of}.${name}`,
      columns: [...new Set(columns.map(({ attname }) => attname))],
    }));
  // Of two with one name, the one in public is meant.
  const isPublic = ({ name }: { readonly name: string }): boolean => name.startsWith('public.');
  const all = [...views, ...tables];
  return knownTables([...all.filter((each) => !isPublic(each)), ...all.filter(isPublic)]);
}
