import { quoteIdent } from '../../postgres/quote';
import { lastParameter } from '../../sql/last-parameter';
import { drawFrom } from './conditions';
import type { ForeignKeyProbe, ForeignKeySubject, Unnamed } from './types';

/**
 * What the server runs on the child when a row of the parent is deleted, or gets another key: RI_FKey_cascade_del,
 * RI_FKey_cascade_upd, ri_set and ri_restrict of src/backend/utils/adt/ri_triggers.c.
 */
export const foreignKeyAction: ForeignKeyProbe = {
  kind: 'foreign-key-action',
  purpose: 'delete a row of the parent, or change its key: the server reads its children',
  of(subject) {
    if (!subject.foreignKey.columns.every((column) => subject.drawable.has(column))) return [];
    const onDelete = probe(subject, 'delete', deleted(subject));
    const onUpdate = probe(subject, 'update', updated(subject));
    // NO ACTION and SET NULL ask the same of the child, whatever happened to the parent.
    return onUpdate.sql === onDelete.sql ||
      ['no action', 'restrict'].includes(subject.foreignKey.onUpdate)
      ? [onDelete]
      : [onDelete, onUpdate];
  },
};

function probe({ foreignKey, name }: ForeignKeySubject, variant: string, sql: string): Unnamed {
  const { columns } = foreignKey;
  const draws = (label: 'common' | 'rare') =>
    columns.map((column) => drawFrom(name, column, label));
  // The new key of a cascading update comes before the old one.
  const twice = lastParameter(sql) > columns.length;
  const values = (label: 'common' | 'rare') =>
    twice ? [...draws('rare'), ...draws(label)] : draws(label);
  return { variant, sql, cases: { common: values('common'), rare: values('rare') } };
}

/** Of a partitioned table the server leaves ONLY out. */
const target = ({ table, from }: ForeignKeySubject): string =>
  `${table.kind === 'partitioned' ? '' : 'only '}${from}`;

const matches = ({ foreignKey }: ForeignKeySubject, first = 1): string =>
  foreignKey.columns
    .map((column, place) => `$${first + place} = ${quoteIdent(column)}`)
    .join(' and ');

function deleted(subject: ForeignKeySubject): string {
  const { columns, onDelete, setColumns } = subject.foreignKey;
  switch (onDelete) {
    case 'cascade':
      return `delete from ${target(subject)} where ${matches(subject)}`;
    case 'set null':
    case 'set default':
      return set(subject, setColumns ?? columns, onDelete);
    default:
      return looked(subject);
  }
}

function updated(subject: ForeignKeySubject): string {
  const { columns, onUpdate } = subject.foreignKey;
  switch (onUpdate) {
    case 'cascade': {
      const values = columns.map((column, place) => `${quoteIdent(column)} = $${place + 1}`);
      return `update ${target(subject)} set ${values.join(', ')} where ${matches(subject, columns.length + 1)}`;
    }
    case 'set null':
    case 'set default':
      return set(subject, columns, onUpdate);
    default:
      return looked(subject);
  }
}

function set(
  subject: ForeignKeySubject,
  columns: readonly string[],
  action: 'set null' | 'set default',
): string {
  const value = action === 'set null' ? 'null' : 'default';
  const values = columns.map((column) => `${quoteIdent(column)} = ${value}`).join(', ');
  return `update ${target(subject)} set ${values} where ${matches(subject)}`;
}

const looked = (subject: ForeignKeySubject): string =>
  `select 1 from ${target(subject)} x where ${matches(subject)} for key share of x`;
