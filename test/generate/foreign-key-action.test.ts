import { foreignKeyAction } from '../../src/generate/probes/foreign-key-action';
import type { ForeignKeySubject } from '../../src/generate/probes/types';
import type { ForeignKeyAction } from '../../src/postgres/catalog/schema-facts';

function probesOf(column: string, action: ForeignKeyAction) {
  const subject: Pick<ForeignKeySubject, 'from' | 'name' | 'drawable'> & {
    readonly table: Pick<ForeignKeySubject['table'], 'kind'>;
    readonly foreignKey: Pick<ForeignKeySubject['foreignKey'], 'columns' | 'onDelete' | 'onUpdate'>;
  } = {
    from: 'children',
    name: 'children',
    drawable: new Set([column]),
    table: { kind: 'table' },
    foreignKey: { columns: [column], onDelete: action, onUpdate: action },
  };
  return foreignKeyAction.of(subject as ForeignKeySubject).map(({ sql, cases }) => ({
    sql,
    values: cases['common']?.length,
  }));
}

test.each(['parent_id', 'parent$2'])(
  'each case of a key on %s has a value for each parameter',
  (column) => {
    const name = column === 'parent_id' ? column : `"${column}"`;
    expect(probesOf(column, 'cascade')).toEqual([
      { sql: `delete from only children where $1 = ${name}`, values: 1 },
      { sql: `update only children set ${name} = $1 where $2 = ${name}`, values: 2 },
    ]);
    expect(probesOf(column, 'set null')).toEqual([
      { sql: `update only children set ${name} = null where $1 = ${name}`, values: 1 },
    ]);
  },
);
