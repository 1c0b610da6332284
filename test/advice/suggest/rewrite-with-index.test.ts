import { rewriteWithIndex } from '../../../src/advice/suggest/rewrite-with-index';
import { rewriteSuggestion } from '../../../src/advice/suggest/rewrite';
import type { MeasuredRun } from '../../../src/trial/types';
import { predicate, situation } from '../situations';

const sql =
  'select id from orders o where o.created_at >= $1::date and o.created_at < $1::date + 1';

/** The text that was tried alone, and its run: a full read that filters by the range. */
async function tried(ddl?: readonly string[]) {
  const filters = [predicate("(o.created_at >= '2026-01-01'::timestamptz)", 'created_at')];
  const of = await situation({ sql, filters });
  const run = { plan: of.plan, occurrences: [] } as unknown as MeasuredRun;
  const original = await situation({ sql: 'select id from orders where created_at::date = $1' });
  const rest = ddl === undefined ? {} : { ddl };
  return rewriteWithIndex(
    rewriteSuggestion('cast-the-value', sql, 'the cast hides created_at', rest),
    run,
    original,
  );
}

test('a text that shows a range comes with an index for it', async () => {
  const [pair] = await tried();
  expect(pair).toMatchObject({
    kind: 'cast-the-value',
    text: `create index on public.orders (created_at); ${sql}`,
    reason: 'the cast hides created_at, and an index helps: it serves the range of created_at of o',
    candidate: { ddl: ['create index on public.orders (created_at)'] },
  });
  expect(pair?.candidate.rewrite?.({ sql: 'select', parameters: ['1'] })).toEqual({
    sql,
    parameters: ['1'],
  });
});

test('one that came with a change of the schema gets no second', async () => {
  expect(await tried(['create index on public.orders (id)'])).toEqual([]);
});
