import type { InferredModel } from '../../../src/generate/model/types';
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
  const fix = fixFor(failure, facts, {} as InferredModel, 1);
  expect(fix?.sql?.[0]).toMatch(sql);
});
