import { allTables } from '../current/schema-parts';
import type { SchemaPart, SnapshotHeader } from '../types';

/** One difference between the schema that the snapshot lists and that of this run. */
export interface SchemaChange {
  /** `other` stands for what a snapshot does not list: a constraint, a function, a view, a comment. */
  readonly kind: SchemaPart['kind'] | 'other';
  readonly name: string;
  /** The table it concerns; absent where it concerns all. */
  readonly table?: string;
  /** A clause without a period: `bookings_show_id_idx is gone from the schema`. */
  readonly phrase: string;
}

/** What changed since the snapshot was written, in the order of its parts; empty where the digests agree. */
export function schemaChanges(accepted: SnapshotHeader, current: SnapshotHeader): SchemaChange[] {
  if (accepted.digest === current.digest) return [];
  if (accepted.schema.length === 0 || current.schema.length === 0) {
    return [other('the schema or the data model changed')];
  }
  const before = new Map(accepted.schema.map((part) => [keyOf(part), part]));
  const after = new Map(current.schema.map((part) => [keyOf(part), part]));
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap(
    (key) => changeOf(before.get(key), after.get(key)) ?? [],
  );
  return changes.length > 0
    ? changes
    : [
        other(
          'the text of the schema changed, but no table, column, index, foreign key or data model',
        ),
      ];
}

const other = (phrase: string): SchemaChange => ({ kind: 'other', name: '', phrase });

/** A table may have many foreign keys: each is known by its text. */
const keyOf = ({ kind, name, text }: SchemaPart): string =>
  JSON.stringify(kind === 'key' ? [kind, name, text] : [kind, name]);

function changeOf(
  before: SchemaPart | undefined,
  after: SchemaPart | undefined,
): SchemaChange | undefined {
  const part = after ?? before;
  if (part === undefined || before?.text === after?.text) return undefined;
  const { kind, name, on } = part;
  const table = on ?? name;
  return {
    kind,
    name,
    ...(table === allTables ? {} : { table }),
    phrase: phraseOf(part, before, after),
  };
}

function phraseOf(
  { kind, name, text }: SchemaPart,
  before: SchemaPart | undefined,
  after: SchemaPart | undefined,
): string {
  const what = {
    index: name,
    table: `table ${name}`,
    key: `the foreign key ${name} ${text}`,
    model: `the data model of ${name}`,
  }[kind];
  if (after === undefined) return `${what} is gone${kind === 'model' ? '' : ' from the schema'}`;
  if (before === undefined) return `${what} is new${kind === 'model' ? '' : ' in the schema'}`;
  if (kind === 'index') return `${name} is now ${after.text}, in the snapshot ${before.text}`;
  if (kind === 'table') return columnPhrase(name, before.text, after.text);
  return name === allTables
    ? `the data model now has ${after.text}, in the snapshot ${before.text}`
    : `${what} changed`;
}

/** `table orders now has note text null`, `table orders no longer has note text null`, or both. */
function columnPhrase(name: string, before: string, after: string): string {
  const [old, now] = [before.split(', '), after.split(', ')];
  const added = now.filter((item) => !old.includes(item));
  const gone = old.filter((item) => !now.includes(item));
  const parts = [
    ...(added.length > 0 ? [`now has ${added.join(', ')}`] : []),
    ...(gone.length > 0 ? [`no longer has ${gone.join(', ')}`] : []),
  ];
  return parts.length === 0
    ? `the columns of ${name} are in another order`
    : `table ${name} ${parts.join(' and ')}`;
}
