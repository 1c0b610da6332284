import Ajv from 'ajv/dist/2020';
import { findingKinds } from '../../src/findings/kinds';
import { json } from '../../src/reporters/json';
import schema from '../../src/reporters/result.schema.json';
import type { CheckResult } from '../../src/check/result';
import {
  checkResult,
  finding,
  matched,
  paper,
  scenarioResult,
  shop,
  timeline,
} from '../helpers/results';

/** Members that the schema does not name are allowed to later versions, and to none here. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  return 'properties' in copy && copy['type'] === 'object'
    ? { ...copy, additionalProperties: false }
    : copy;
}

const validate = new Ajv({ allErrors: true }).compile(closed(schema) as object);

function written(result: CheckResult) {
  const page = paper();
  json(result, page, { root: '/repo' });
  const document: unknown = JSON.parse(page.text());
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document as { readonly scenarios: readonly Record<string, unknown>[] };
}

test('the document of a run is what the schema describes', () => {
  const document = written(shop());
  expect(document).toMatchObject({
    version: 1,
    failOn: 'error',
    summary: {
      scenarios: 1,
      cases: 6,
      indexesLost: 2,
      errors: 1,
      warnings: 1,
      notes: 1,
      allowed: 1,
    },
  });
  expect(document.scenarios[0]).toMatchObject({
    file: 'scenarios/web-shop.ts',
    findings: expect.arrayContaining([
      expect.objectContaining({
        kind: 'index-lost',
        at: 41_234_567,
        position: { file: 'scenarios/web-shop.ts', line: 42, column: 5 },
      }),
    ]),
    timelines: expect.arrayContaining([
      expect.objectContaining({
        sql: 'select * from newest-orders-by-status where status = $1',
        parameters: ["'paid'"],
        ranges: [
          expect.objectContaining({ from: 1000, to: 41_234_567 }),
          expect.objectContaining({ from: 41_234_567, to: 1e9 }),
        ],
      }),
    ]),
  });
});

test('every kind of finding and every state of a snapshot is described', () => {
  const statement = { sql: 'select 1', parameters: [new Date(0), Buffer.from('a'), 1n, null] };
  const failure = {
    message: 'no',
    sqlState: '42703',
    detail: 'd',
    hint: 'h',
    position: 8,
    statement,
  };
  const extra = (kind: string) =>
    kind === 'incomparable'
      ? { differs: ['the SQL'] }
      : kind === 'unplannable'
        ? { failure }
        : { at: 1234.5, accepted: 1.4, now: 2.6, selectivity: 0.5, costWith: 1, costWithout: 2 };
  const states = [
    ...(['matched', 'written', 'updated', 'missing', 'differs', 'unreadable'] as const),
    ...(['unwritten', 'not-compared'] as const),
  ];
  written(
    checkResult({
      failOn: 'never',
      scenarios: states.map((state) =>
        scenarioResult({
          timelines: [timeline('a', [[1000, { table: 'a' }]], { condition: 'stale' })],
          findings: findingKinds.map((kind) => finding('a', { kind, ...extra(kind) })),
          unplannable: [
            { scenario: 's', query: 'q', case: 'c', condition: 'fresh', scale: 1000, failure },
          ],
          snapshot: { ...matched, state, message: 'why' },
        }),
      ),
      problems: [{ scenario: 'a', message: 'b' }],
      obsoleteSnapshots: ['snapshots/b.snap'],
    }),
  );
});

test('a run without anything is described too', () => {
  const { snapshot, ...without } = scenarioResult();
  expect(snapshot).toBeDefined();
  written(checkResult({ scenarios: [without] }));
  written(checkResult({ scenarios: [] }));
});

test('the schema knows the kinds that there are', () => {
  expect([...schema.$defs.finding.properties.kind.enum].sort()).toEqual([...findingKinds].sort());
});

test('a large document comes whole, and ends with a line end', () => {
  const timelines = Array.from({ length: 5000 }, (_, i) =>
    timeline(`q${i}`, [[1000, { table: 'a' }]]),
  );
  const page = paper();
  json(checkResult({ scenarios: [scenarioResult({ timelines })] }), page);
  expect(page.text().length).toBeGreaterThan(2_000_000);
  expect(page.text().endsWith('}\n')).toBe(true);
  expect(
    (JSON.parse(page.text()) as { scenarios: { timelines: [] }[] }).scenarios[0]?.timelines,
  ).toHaveLength(5000);
});
