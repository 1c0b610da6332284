import type { InferredModel, InferredTable } from '../../../src/generate/model/types';
import { serial, sql, uniformInt } from '../../../src/model/distributions';
import { ratio } from '../../../src/model/growth';
import type { SchemaFacts } from '../../../src/postgres/catalog/schema-facts';
import { fixFor } from '../../../src/scan/fit/fix-for';
import type { Failure } from '../../../src/scan/fit/types';

const long = 'é'.repeat(31);

test.each([
  ['logs', [], 'create table public.logs_other partition of public.logs default'],
  ['logs', ['logs_other'], /^create table public\.logs_[0-9a-f]{8}_other partition of/],
  [long, [], /^create table public\."é{24}_[0-9a-f]{8}_other" partition of/],
])('the default partition of %s has a name that is free and not too long', (name, others, sql) => {
  const facts = {
    tables: [{ schema: 'public', name }],
    names: [name, ...others].map((each) => ({ schema: 'public', name: each })),
  } as unknown as SchemaFacts;
  const failure = { table: name, server: { code: '23514' } } as unknown as Failure;
  const fix = fixFor(failure, facts, { tables: [] } as unknown as InferredModel, 1);
  expect(fix?.sql?.[0]).toMatch(sql);
});

describe('a value out of range', () => {
  const failure = { table: 't', server: { code: '22003' } } as unknown as Failure;
  const facts = (notNull: boolean): SchemaFacts =>
    ({ tables: [{ schema: 'public', name: 't', columns: [{ name: 'k', notNull }] }] }) as never;
  const table = (columns: InferredTable['columns']): InferredTable => ({
    name: 't',
    role: 'entity',
    rows: ratio(0.5),
    columns,
  });
  const changed = (columns: InferredTable['columns'], count: number, notNull = true) => {
    const inferred = { driving: 'o', tables: [table(columns)], inferences: [] };
    const fix = fixFor(failure, facts(notNull), inferred, count);
    return fix !== undefined && 'change' in fix ? fix.change(table(columns)) : undefined;
  };

  test('of a column that must not be null leaves the column, and takes fewer rows', () => {
    expect(changed({ k: sql('i') }, 2)).toEqual({ ...table({ k: sql('i') }), rows: ratio(0.1) });
    expect(changed({ k: serial() }, 2)).toMatchObject({ rows: ratio(0.1) });
  });

  test('of one that may be null leaves the column out', () => {
    expect(changed({ k: sql('i') }, 2, false)).toEqual(table({}));
  });

  test('makes numbers small at first', () => {
    expect(changed({ k: uniformInt(1, 1000) }, 1)).toEqual(table({ k: uniformInt(1, 50) }));
  });
});
