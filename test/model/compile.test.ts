import {
  bool,
  constant,
  correlated,
  draw,
  email,
  fixed,
  nullable,
  ratio,
  reference,
  serial,
  sql,
  text,
  time,
  uniformInt,
  uuidV4,
  weighted,
} from 'plancliff';
import { compileModel } from '../../src/model/compile';
import type { Distribution } from '../../src/model/types';
import type { Catalog } from '../../src/postgres/catalog/types';
import type { ScenarioDefinition } from '../../src/scenario/types';
import { thrownBy } from '../helpers/thrown';
import { catalog, column, scenarioOf, table, unique } from '../helpers/catalogs';

const id = column('id', { notNull: true, identity: 'a' });
const moods = ['sad', 'ok', 'happy'];
const mood = column('mood', { type: 'mood', typeName: 'mood', enumLabels: moods });
const key = { primaryKey: ['id'], indexes: [unique('a_pkey', ['id'], { primary: true })] };
const one = catalog(table('a', [id, column('b'), mood], key));
const refer = (to: Distribution) => ({ a: { columns: { b: to } } });

/** Tables `a` and `c`, with a foreign key from `a.b`. */
function withKey(to: string): Catalog {
  const foreignKeys = [{ columns: ['b'], schema: 'public', table: to, referencedColumns: ['id'] }];
  return catalog(table('a', [id, column('b')], { ...key, foreignKeys }), table('c', [id], key));
}

interface Wrong {
  readonly tables: ScenarioDefinition['tables'];
  readonly over?: Catalog;
  readonly rest?: Partial<ScenarioDefinition>;
  readonly message: string;
  readonly hint?: string;
}

const wrong: readonly Wrong[] = [
  {
    tables: { a: { columns: {} }, bb: { rows: fixed(1), columns: {} } },
    message: "tables.bb: the schema has no table 'bb'",
    hint: 'Known: a.',
  },
  {
    tables: { a: { columns: {} } },
    over: catalog(table('a', [id]), table('notes', [])),
    message: "tables: the schema's table 'notes' is missing",
    hint: 'Say how its rows look, e.g. notes: { rows: fixed(10), columns: { … } }.',
  },
  {
    tables: { a: { columns: { bb: bool(0.5) } } },
    message: "tables.a.columns.bb: the table has no column 'bb'",
    hint: "Did you mean 'b'?",
  },
  {
    tables: { a: { columns: {} } },
    over: catalog(table('a', [column('b', { notNull: true })])),
    message: 'tables.a.columns.b is missing: it is NOT NULL (integer) and has no default',
  },
  {
    tables: { a: { columns: {} } },
    over: catalog(table('a', [column('constructor', { notNull: true })])),
    message: 'tables.a.columns.constructor is missing: it is NOT NULL (integer) and has no default',
  },
  {
    tables: { a: { columns: { b: constant(1) } } },
    over: catalog(table('a', [column('b', { generated: true })])),
    message: 'tables.a.columns.b: PostgreSQL generates this column itself',
  },
  {
    tables: { a: { columns: { b: nullable(0.1, constant(1)) } } },
    over: catalog(table('a', [column('b', { notNull: true })])),
    message: 'tables.a.columns.b: nullable() on a NOT NULL column',
  },
  {
    tables: { a: { columns: { mood: weighted({ happpy: 1 }) } } },
    message: "tables.a.columns.mood: 'happpy' is no label of the enum mood",
    hint: "Did you mean 'happy'?",
  },
  {
    tables: refer(reference('aa')),
    message: "tables.a.columns.b: reference to 'aa', which is no table of the model",
    hint: "Did you mean 'a'?",
  },
  {
    tables: refer(reference('a', 'idd')),
    message: "tables.a.columns.b: a has no column 'idd' with a distribution",
    hint: "Did you mean 'id'?",
  },
  {
    tables: refer(correlated('mod', 1, bool(0.5))),
    message: "tables.a.columns.b: correlated with 'mod', which is no column with a distribution",
  },
  {
    tables: {
      a: {
        columns: {
          b: correlated('mood', 1, bool(0.5)),
          mood: correlated('b', 1, weighted({ ok: 1 })),
        },
      },
    },
    message: 'tables.a.columns.b: correlated in a circle: b -> mood -> b',
  },
  {
    tables: refer(weighted([[1, 1]])),
    over: catalog(table('a', [column('b')], { indexes: [unique('a_b_key', ['b'])] })),
    message: 'tables.a: the values of unique index a_b_key would repeat (b: weighted)',
  },
  {
    tables: { a: { columns: { id: uniformInt(1, 5), b: bool(0.5) } } },
    over: catalog(table('a', [id, column('b')], { indexes: [unique('a_key', ['id', 'b'])] })),
    message: 'tables.a: the values of unique index a_key would repeat (id: uniform, b: boolean)',
  },
  {
    tables: { a: { columns: { b: uniformInt(1, 5) } }, c: { rows: ratio(1), columns: {} } },
    over: withKey('a'),
    message: 'tables.a.columns.b: a foreign key to a that is no reference()',
    hint: "Use reference('a').",
  },
  {
    tables: {
      a: { columns: { b: nullable(0.5, reference('c')) } },
      c: { rows: ratio(1), columns: {} },
    },
    over: withKey('a'),
    message: 'tables.a.columns.b: a reference to c, but the foreign key is to a',
    hint: "Use reference('a').",
  },
  {
    tables: { a: { columns: {}, partitions: { by: 'day', column: 'b', rowsPerPartition: 9 } } },
    message: 'tables.a.partitions: the table is not partitioned by range (b)',
  },
  {
    tables: {
      a: {
        columns: { b: time({ from: '2025-01-01' }) },
        partitions: { by: 'day', column: 'b', rowsPerPartition: 9 },
      },
    },
    over: catalog(
      table('a', [column('b')], { kind: 'partitioned', partitionKey: 'RANGE (b)' }),
      table('a_1', [column('b')], { partitionOf: 'a', partitionBound: 'FOR VALUES …' }),
    ),
    message: 'tables.a.partitions: the schema has partitions of its own, a_1 for one',
  },
];

const drawn = (value: unknown) => ({ queries: { q: { sql: 'select $1', cases: { x: [value] } } } });
const wrongDraws: readonly Wrong[] = [
  {
    tables: { a: { columns: {} } },
    rest: drawn(draw.common('a.idd')),
    message: "1: q / x: a: no column 'idd' with a distribution",
    hint: "Did you mean 'id'?",
  },
  {
    tables: refer(bool(0.5)),
    rest: drawn([draw.absent('a.b')]),
    message: "1: q / x: draw.absent('a.b'): a column of boolean values has no such value",
    hint: 'Give the case a value of your own.',
  },
];

describe('compileModel', () => {
  it.each(wrong)('refuses: $message', ({ tables, over = one, message, hint }) => {
    const error = thrownBy(() => compileModel(scenarioOf(tables), over));
    expect(error).toMatchObject({ code: 'model', message: `a.ts: ${message}` });
    if (hint !== undefined) expect(error.hint).toBe(hint);
    expect(error.hint).toBeDefined();
  });

  it.each(wrongDraws)('refuses: $message', ({ tables, over = one, rest, message, hint }) => {
    const error = thrownBy(() => compileModel(scenarioOf(tables, rest), over));
    expect(error.message).toBe(`a.ts:${message}`);
    expect(error).toMatchObject({ code: 'model', hint });
  });

  it('fills the keys that PostgreSQL would, and leaves it its other defaults', () => {
    const filled = { notNull: true, hasDefault: true };
    const over = catalog(
      table(
        'a',
        [
          column('id', filled),
          column('uid', { ...filled, type: 'uuid', typeName: 'uuid' }),
          column('made', { ...filled, type: 'date', typeName: 'date' }),
          column('free'),
        ],
        { primaryKey: ['id'], indexes: [unique('a_pkey', ['id']), unique('a_uid', ['uid'])] },
      ),
    );
    const [only] = compileModel(scenarioOf({ a: { columns: {} } }), over).tables;
    expect(only?.columns.map(({ name, distribution }) => [name, distribution])).toEqual([
      ['id', serial()],
      ['uid', uuidV4()],
    ]);
  });

  it('grows partitions of a table whose name is that of a partitioned table in another schema', () => {
    const over = catalog(
      table('a', [column('b', { type: 'timestamp with time zone', typeName: 'timestamptz' })], {
        kind: 'partitioned',
        partitionKey: 'RANGE (b)',
      }),
      table('a', [column('b')], { schema: 'app', kind: 'partitioned', partitionKey: 'LIST (b)' }),
      table('a_1', [column('b')], {
        schema: 'app',
        partitionOf: 'a',
        partitionBound: 'FOR VALUES IN (1)',
      }),
    );
    const model = compileModel(
      scenarioOf({
        a: {
          columns: { b: time({ from: '2025-01-01' }) },
          partitions: { by: 'day', column: 'b', rowsPerPartition: 9 },
        },
        'app.a': { rows: ratio(1), columns: { b: constant(1) } },
      }),
      over,
    );
    expect(model.table('a').partitionsAt?.(10)).toHaveLength(2);
  });

  it('finds tables by name, by schema and name, and excepts partitions and children', () => {
    const over = catalog(
      table('a', [column('b')]),
      table('a_1', [id], { partitionOf: 'a' }),
      table('a_2', [id], { inherits: ['a'] }),
      table('Note', [column('b')], { schema: 'app' }),
      table('far', [], { kind: 'foreign' }),
    );
    const model = compileModel(
      scenarioOf({
        a: { columns: { b: constant(1) } },
        'app.Note': { rows: ratio(2), columns: {} },
      }),
      over,
    );
    expect(model.tables.map((of) => [of.sqlName, of.rows(10)])).toEqual([
      ['public.a', 10],
      ['app."Note"', 20],
    ]);
    expect(model.rowSelect('a', 10, 'select 1 as i, 1 as d')).toBe(
      "select '1'::integer as b from (select 1 as i, 1 as d) as plancliff_rows",
    );
    expect(thrownBy(() => model.table('b')).message).toBe("a.ts: the data model has no table 'b'");
  });

  it('tells values that are drawn by their key alone from those that follow the row number', () => {
    const columns = ['id', 'p', 'ordered', 'own', 'raw', 'drawn', 'after'];
    const over = catalog(
      table('a', [id, ...columns.slice(1).map((name) => column(name))], key),
      table('p', [id], key),
    );
    const model = compileModel(
      scenarioOf({
        a: {
          columns: {
            id: serial(),
            p: reference('p'),
            ordered: reference('p', { ordered: true }),
            own: reference('a'),
            raw: sql('i % 7'),
            drawn: sql('(u * n)::int'),
            after: nullable(0.5, sql('i')),
          },
        },
        p: { rows: ratio(0.1), columns: { id: serial() } },
      }),
      over,
    );
    const reading = columns.filter((name) => model.readsRowNumber('a', name, 10_000));
    expect(reading).toEqual(['id', 'ordered', 'own', 'raw', 'after']);
    expect(model.readsRowNumber('a', 'of the server', 10_000)).toBe(false);
  });

  it('gives a table whose columns are all left out a null to insert', () => {
    const [only] = compileModel(scenarioOf({ a: { columns: {} } }), catalog(table('a', [column('b')]))).tables; // prettier-ignore
    expect(only?.columns.map(({ name, distribution }) => [name, distribution])).toEqual([
      ['b', constant(null)],
    ]);
  });

  it('keeps a unique time from its neighbours, and prefers other columns to be unique', () => {
    const at = column('at', { type: 'timestamp with time zone', typeName: 'timestamptz' });
    const day = column('day', { type: 'date', typeName: 'date' });
    const by = (columns: string[]) =>
      catalog(table('a', [id, at, day], { indexes: [unique('a_key', columns)] }));
    const tables = {
      a: {
        columns: {
          at: time({ from: '2025-01-01', to: '2026-01-01', jitterSeconds: 1e6 }),
          day: time({ from: '2025-01-01', to: '2026-01-01' }),
        },
      },
    };
    const select = (columns: string[], rows: number) =>
      compileModel(scenarioOf(tables), by(columns)).rowSelect('a', rows, 's');
    expect(select(['at', 'id'], 1000)).toContain("'1000000'::float8");
    expect(select(['at'], 1000)).toContain("'15768'::float8");
    expect(() => select(['day'], 365)).not.toThrow();
    expect(thrownBy(() => select(['day'], 366)).message).toBe(
      "a.ts: a.day: 366 times can't be unique between `from` and `to` (date)",
    );
  });

  it('says at which size a value can no longer be unique', () => {
    const code = column('b', { type: 'text', typeName: 'text' });
    const over = catalog(table('a', [code], { indexes: [unique('a_b', ['b'])] }));
    const model = compileModel(scenarioOf(refer(text({ minLength: 2, maxLength: 4 }))), over);
    expect(() => model.rowSelect('a', 60_000, 's')).not.toThrow();
    expect(thrownBy(() => model.rowSelect('a', 70_000, 's'))).toMatchObject({
      message: "a.ts: a.b: 4 characters can't be unique over 70000 rows",
      hint: 'Use a length of 5 or more.',
    });
  });

  it('refuses a unique reference to fewer rows, and a group with more rows than values', () => {
    const over = catalog(
      table('a', [column('p'), column('line')], { indexes: [unique('a_key', ['p', 'line'])] }),
      table('p', [id, column('only')], {
        ...key,
        indexes: [...key.indexes, unique('p_o', ['only'])],
      }),
    );
    const model = compileModel(
      scenarioOf({
        a: { columns: { p: reference('p'), line: uniformInt(1, 3) } },
        p: { rows: fixed(10), columns: { only: reference('a', 'line') } },
      }),
      over,
    );
    expect(thrownBy(() => model.rowSelect('a', 100, 's')).message).toBe(
      'a.ts: a.line: up to 11 rows of one p must differ, but it has 3 values',
    );
    expect(thrownBy(() => model.rowSelect('p', 5, 's')).message).toBe(
      'a.ts: p.only: is unique, but refers to a, which has 5 rows for its 10',
    );
  });

  it('checks the length of an address against its column', () => {
    const short = column('b', { type: 'character varying(20)', typeName: 'varchar' });
    const model = compileModel(scenarioOf(refer(email())), catalog(table('a', [short])));
    expect(thrownBy(() => model.rowSelect('a', 10, 's')).message).toBe(
      'a.ts: a.b: an address of 20 characters is too short',
    );
  });
});
