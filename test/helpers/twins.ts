import { randomBytes } from 'node:crypto';
import { comparePlans } from '../../src/audit/growth/agreement';
import { seedEngine } from '../../src/engine/seed/engine';
import { openTwin, type Twin } from '../../src/engine/twin/twin';
import type { PlanOutcome, Statement } from '../../src/plan/types';
import { redact } from '../../src/pull/redact/redact';
import { spelledIn } from '../../src/pull/redact/spelled';
import type { Pulled } from '../../src/pull/types';
import { loadScenarios } from '../../src/scenario/sources/load';
import { withModel } from '../../src/check/read-model';
import type { TestServer } from './server';
import { pullFrom } from './pull-from';
import { casesOf, contextFor } from './world';

/** The schema of the clock has a name that was free: the real tables are plancliff's own here, and have one already. */
const tree = (outcome: PlanOutcome | undefined): unknown =>
  outcome?.ok === true
    ? (JSON.parse(
        JSON.stringify(outcome.plan.document.root).replaceAll(/plancliff_clock_*\./g, 'clock.'),
      ) as unknown)
    : outcome;

/** Texts and times of the statistics: a number such as 7 is found anywhere. */
function values({ statistics }: Pulled): ReadonlySet<string> {
  const columns = [
    ...statistics.relations.flatMap((relation) => relation.columns),
    ...statistics.extended.flatMap(({ expressions = [] }) => expressions),
  ];
  const all = columns.flatMap(
    ({ most_common_vals, histogram_bounds, most_common_elems, live_ends }) =>
      [most_common_vals, histogram_bounds, most_common_elems, live_ends].flatMap(
        (list) => list ?? [],
      ),
  );
  return new Set(all.filter((value) => /[a-z]..|^\d{4}-\d\d-\d\d /i.test(value)));
}

/** Its plans are those of the plain twin, but for one of a hundred, and no value is left in it. */
async function expectRedacted(
  server: TestServer,
  pulled: Pulled,
  plain: Twin,
  statements: readonly Statement[],
): Promise<void> {
  const key = randomBytes(32);
  const redaction = await redact({ pulled, catalog: plain.catalog, statements, key });
  expect(redaction.notes).toEqual([]);
  const twin = await openTwin({ server, pulled: redaction.pulled });
  try {
    const others: unknown[] = [];
    for (const [k, statement] of statements.entries()) {
      const before = await plain.planner.plan(statement);
      const after = await twin.planner.plan(redaction.statements[k] ?? statement);
      if (!before.ok || !after.ok) throw new Error('not planned');
      const compared = comparePlans(before.plan, after.plan, { values: false });
      if (!/^(identical|same shape)$/.test(compared.agreement))
        others.push([statement, redaction.statements[k], compared]);
    }
    expect(others.slice(Math.floor(statements.length / 100))).toEqual([]);
  } finally {
    await twin.close();
  }
  const spelled = spelledIn(pulled.schema);
  const text = JSON.stringify(redaction.pulled);
  expect(values(pulled).size).toBeGreaterThan(500);
  expect(
    [...values(pulled)].filter(
      (value) => !spelled.has(value) && text.includes(JSON.stringify(value)),
    ),
  ).toEqual([]);
}

/** The twin of a bundled scenario plans as the server does with the rows really loaded, and a redacted one as well. */
export async function expectTwin(server: TestServer, name: string): Promise<void> {
  const { scenarios } = await loadScenarios({
    cwd: process.cwd(),
    names: [name],
    directory: 'scenarios',
  });
  const [scenario] = scenarios;
  if (scenario === undefined) throw new Error('no scenario');
  const scale = 50_000;
  const range = { from: scale, to: scale };
  await withModel(server, scenario, range, async ({ model, drawer }) => {
    const world = await seedEngine.open(await contextFor(server, scenario, { model }, range));
    try {
      const statements = await drawer.statementsAt(scale, casesOf(scenario));
      const read = await world.inspect(scale, pullFrom);
      const pulled = {
        ...read,
        settings: world.settings,
        manifest: { ...read.manifest, clock: scenario.clock },
      };
      const twin = await openTwin({ server, pulled });
      try {
        expect(twin.lacks).toEqual([]);
        for (const statement of statements) {
          const real = tree(await world.replan(scale, statement, {}));
          expect(tree(await twin.planner.plan(statement))).toEqual(real);
        }
        await expectRedacted(server, pulled, twin, statements);
      } finally {
        await twin.close();
      }
    } finally {
      await world.close();
    }
  });
}
