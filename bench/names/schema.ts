import { scenarioOf } from '../../test/helpers/scenario-of';
import fc from 'fast-check';
import {
  correlated,
  growingPartitions,
  nullable,
  ratio,
  reference,
  serial,
  sql,
  text,
  time,
  uniformInt,
  weighted,
} from '../../src';
import { draw } from '../../src/scenario/draw';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';
import { anyName, isColumnName, isSchemaName } from './names';

/** Columns that nothing but their values makes anything of. */
const further = [
  'further1', 'further2', 'further3', 'further4', 'further5', 'further6', 'further7', 'further8',
  'further9', 'further10', 'further11', 'further12', 'further13', 'further14', 'further15', 'further16',
] as const; // prettier-ignore

/** Every place of a schema and of its queries where a name can stand, by what must differ from each other there. */
const places = {
  relations: [
    'table', 'routed', 'routedLow', 'routedHigh', 'growing', 'view', 'sequence', 'byTime', 'byLabel', 'byCall',
    'partial', 'byCount', 'byParent', 'key', 'unique', 'routedIndex', 'mood', 'points',
  ],
  columns: ['id', 'made', 'kind', 'amount', 'label', 'raw', 'counted', 'parent', 'next', ...further],
  routedColumns: ['number', 'state'],
  growingColumns: ['at', 'what'],
  constraints: ['check', 'foreign'],
  queryNames: ['alias', 'other', 'cte', 'output'],
  functions: ['call'],
  parameters: ['argument'],
  statistics: ['together'],
} as const; // prettier-ignore

type Place = (typeof places)[keyof typeof places][number];

/** The name in each place of one schema. */
export type Names = { readonly [P in Place | 'schema']: string };

/** Names in each schema: each of them is an input. */
export const namesPerSchema = Object.values(places).flat().length + 1;

export function anyNames(keywords: readonly string[]): fc.Arbitrary<Names> {
  const name = anyName(keywords);
  const groups = Object.entries(places).map(([group, members]) =>
    fc
      .uniqueArray(/columns/i.test(group) ? name.filter(isColumnName) : name, {
        minLength: members.length,
        maxLength: members.length,
      })
      .map((drawn) => members.map((place, k) => [place, drawn[k] as string] as const)),
  );
  return fc
    .tuple(name.filter(isSchemaName), ...groups)
    .map(
      ([schema, ...drawn]) =>
        Object.fromEntries([['schema', schema], ...drawn.flat()]) as unknown as Names,
    );
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function ddlOfNames(names: Names): string {
  const q = Object.fromEntries(
    Object.entries(names).map(([place, name]) => [place, quoted(name)]),
  ) as unknown as Names;
  const of = (name: string): string => `${q.schema}.${name}`;
  return `
    create schema ${q.schema};
    create type ${of(q.mood)} as enum ('low', 'middle', 'high');
    create domain ${of(q.points)} as int check (value >= 0);
    create sequence ${of(q.sequence)};
    create function ${of(q.call)}(${q.argument} int) returns int language sql immutable as 'select $1 % 7';
    create table ${of(q.table)} (
      ${q.id} bigint,
      ${q.made} timestamptz not null,
      ${q.kind} ${of(q.mood)} not null,
      ${q.amount} ${of(q.points)} not null,
      ${q.label} text,
      ${q.raw} int,
      ${q.counted} bigint default nextval('${of(q.sequence).replaceAll("'", "''")}'),
      ${q.parent} bigint,
      ${q.next} bigint generated always as (${q.id} + 1) stored,
      ${further.map((place) => `${q[place]} int, `).join('')}
      constraint ${q.key} primary key (${q.id}),
      constraint ${q.unique} unique (${q.amount}, ${q.id}),
      constraint ${q.check} check (${q.amount} >= 0),
      constraint ${q.foreign} foreign key (${q.parent}) references ${of(q.table)} on delete set null
    );
    create index ${q.byTime} on ${of(q.table)} (${q.made});
    create index ${q.byLabel} on ${of(q.table)} (lower(${q.label}), ${q.next});
    create index ${q.byCall} on ${of(q.table)} (${of(q.call)}(${q.raw}));
    create index ${q.partial} on ${of(q.table)} (${q.kind}) where ${q.amount} < 100;
    create index ${q.byCount} on ${of(q.table)} (${q.counted});
    create index ${q.byParent} on ${of(q.table)} (${q.parent});
    create statistics ${of(q.together)} on ${q.kind}, ${q.amount} from ${of(q.table)};
    create table ${of(q.routed)} (${q.number} bigint not null, ${q.state} text not null) partition by range (abs(${q.number}));
    create table ${of(q.routedLow)} partition of ${of(q.routed)} for values from (0) to (20000);
    create table ${of(q.routedHigh)} partition of ${of(q.routed)} for values from (20000) to (maxvalue);
    create index ${q.routedIndex} on ${of(q.routed)} (${q.number}, ${q.state});
    create table ${of(q.growing)} (${q.at} timestamptz not null, ${q.what} int) partition by range (${q.at});
    create index on ${of(q.growing)} (${q.at});
    create materialized view ${of(q.view)} as select ${q.kind}, count(*) as ${q.output} from ${of(q.table)} group by ${q.kind};
  `;
}

/** A query and the share of its table's rows, or the number of them, that it returns. */
export interface NamedQuery {
  readonly name: string;
  readonly share?: number;
  readonly rows?: number;
}

function definitionOf(
  names: Names,
  driving: boolean,
): {
  readonly tables: ScenarioDefinition['tables'];
  readonly queries: ScenarioDefinition['queries'];
} {
  const q = Object.fromEntries(
    Object.entries(names).map(([place, name]) => [place, quoted(name)]),
  ) as unknown as Names;
  const table = `${names.schema}.${names.table}`;
  const of = (name: string): string => `${q.schema}.${name}`;
  const column = (place: Place): string => `${q.alias}.${q[place]}`;
  return {
    tables: {
      [table]: {
        ...(driving ? {} : { rows: ratio(1) }),
        columns: {
          [names.id]: serial(),
          [names.made]: time({ from: '2025-01-01' }),
          [names.kind]: weighted({ low: 90, middle: 9, high: 1 }),
          [names.amount]: uniformInt(0, 999),
          [names.label]: nullable(0.2, text({ minLength: 4, maxLength: 12 })),
          [names.raw]: sql('floor(u * 1000)::int + (i % 2)::int'),
          [names.parent]: reference(table),
          ...Object.fromEntries(
            further.map((place, k) => [names[place], uniformInt(0, 10 ** (1 + (k % 6)))]),
          ),
        },
      },
      [`${names.schema}.${names.routed}`]: {
        rows: ratio(1),
        columns: {
          [names.number]: serial(),
          [names.state]: correlated(names.number, 0.9, weighted({ open: 1, closed: 9 })),
        },
      },
      [`${names.schema}.${names.growing}`]: {
        rows: ratio(1),
        columns: { [names.at]: time({ from: '2025-01-01' }), [names.what]: uniformInt(1, 100) },
        partitions: growingPartitions({
          by: 'month',
          column: names.at,
          rowsPerPartition: 400_000,
        }),
      },
    },
    queries: {
      newest: {
        sql: `select ${column('id')} from ${of(q.table)} as ${q.alias} where ${column('id')} > $1 - 10`,
        cases: { last: [draw.highest(`${table}.${names.id}`)] },
      },
      late: {
        sql: `with ${q.cte} as (select ${q.other}.* from ${of(q.table)} ${q.other} where ${q.other}.${q.made} > timestamptz '2025-12-31 00:00:00+00')
              select ${q.cte}.${q.made} as ${q.output} from ${q.cte}`,
      },
      called: {
        sql: `select 1 from ${of(q.table)} ${q.alias} where ${of(q.call)}(${column('raw')}) = 3`,
      },
      kinds: {
        sql: `select * from ${of(q.table)} as ${q.alias} where ${column('kind')} = 'high' and ${column('amount')} < 100`,
      },
      // No index serves it: an index on it is advice to try.
      labelled: {
        sql: `select ${column('id')} from ${of(q.table)} as ${q.alias} where ${column('label')} = $1`,
        cases: { rare: [draw.rare(`${table}.${names.label}`)] },
      },
      children: {
        sql: `select * from ${of(q.table)} as ${q.alias} join ${of(q.table)} as ${q.other} on ${q.other}.${q.parent} = ${column('id')} where ${column('id')} = $1`,
        cases: { common: [draw.common(`${table}.${names.parent}`)] },
      },
      removed: {
        sql: `delete from ${of(q.table)} as ${q.alias} where ${column('id')} = $1`,
        cases: { common: [draw.common(`${table}.${names.id}`)] },
      },
      routed: {
        sql: `select * from ${of(q.routed)} as ${q.alias} where ${column('number')} > 39990 and ${column('state')} = 'open'`,
      },
      grown: {
        sql: `select * from ${of(q.growing)} as ${q.alias} where ${column('at')} >= timestamptz '2025-12-31 00:00:00+00'`,
      },
      viewed: { sql: `select * from ${of(q.view)} as ${q.alias}` },
    },
  };
}

/** A scenario of one schema for each set of names. */
export function scenarioOfNames(sets: readonly Names[]): Scenario {
  const parts = sets.map((names, k) => definitionOf(names, k === 0));
  const [first] = sets as [Names];
  const ddl = sets.map(ddlOfNames).join('\n');
  const queries = Object.fromEntries(
    parts.flatMap((part, k) =>
      Object.entries(part.queries).map(([name, query]) => [`${name} ${k}`, query] as const),
    ),
  );
  const definition: ScenarioDefinition = {
    schema: ddl,
    driving: `${first.schema}.${first.table}`,
    tables: Object.fromEntries(parts.flatMap(({ tables }) => Object.entries(tables))),
    settings: { default_statistics_target: 3 },
    queries,
  };
  return scenarioOf('names', ddl, definition);
}
