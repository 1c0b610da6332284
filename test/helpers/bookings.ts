import { advise } from '../../src/advice/try/advise';
import type { Tried } from '../../src/advice/types';
import { readModel } from '../../src/check/read-model';
import { modelDrawer } from '../../src/drawer/from-model';
import { virtualEngine } from '../../src/engine/virtual/engine';
import {
  caseWith,
  ratio,
  reference,
  serial,
  sql,
  text,
  time,
  uniformInt,
} from '../../src/definitions';
import { scenarioFrom } from '../../src/scenario/from-definition';
import { resolveSettings } from '../../src/scenario/profiles';
import type { Scenario } from '../../src/scenario/types';
import type { Timeline } from '../../src/timeline/types';
import { openTrial } from '../../src/trial/open-trial';
import { worldStatistics } from '../../src/trial/server/statistics';
import type { TestServer } from './server';
import { casesOf, contextFor } from './world';

const sizes = [3_000, 10_000, 30_000];
const scales = [100_000, 5_000_000];

const asClerk = { role: 'plancliff_test_clerk', set: { 'app.wing': '3' } };

const bookings = (): Scenario =>
  scenarioFrom('bookings.ts', {
    schema: `create table guests (id bigint primary key);
     create table bookings (id bigint primary key, guest_id bigint not null references guests on delete cascade,
       room int not null, price int not null, made timestamptz not null, note text not null,
       wing int not null, floor int not null, agent int not null);
     create index bookings_price on bookings (price, id);
     create index bookings_wing on bookings (wing, floor);
     create index bookings_agent on bookings (agent);
     create table payments (id bigint primary key, booking_id bigint not null, cents int not null);
     create index payments_booking on payments (booking_id);
     do $$ begin create role plancliff_test_clerk; exception when duplicate_object then null; end $$;
     alter table bookings enable row level security;
     create policy own on bookings to plancliff_test_clerk using (wing = current_setting('app.wing')::int);
     grant select on bookings to plancliff_test_clerk;`,
    driving: 'bookings',
    tables: {
      guests: { rows: ratio(0.1), columns: { id: serial() } },
      bookings: {
        columns: {
          id: serial(),
          guest_id: reference('guests'),
          room: uniformInt(1, 2_000),
          price: uniformInt(1, 1_000),
          made: time({ from: '2020-01-01', to: '2026-01-01' }),
          note: text({ minLength: 60, maxLength: 90 }),
          // A floor belongs to a wing, but for a few bookings with a mistake.
          wing: sql('case when i % 5003 = 0 then 1 else i % 5 end'),
          floor: sql('case when i % 5003 = 0 then 2 else i % 5 end'),
          // Agents of equal size, and one that has just begun.
          agent: sql('case when i % 5003 = 0 then 9999 else (i * 7919) % 120 end'),
        },
      },
      payments: {
        rows: ratio(1),
        columns: { id: serial(), booking_id: sql('i'), cents: uniformInt(1, 900) },
      },
    },
    queries: {
      'a room': { sql: 'select * from bookings where room = $1', cases: { one: [7] } },
      cursor: {
        sql: 'select * from bookings where price > $1 or (price = $1 and id > $2) order by price, id limit 10',
        cases: { late: [900, 5] },
      },
      'by whole key': {
        sql: 'select * from bookings where id = $1::numeric',
        cases: { whole: [7] },
      },
      'by key': {
        sql: 'select * from bookings where id = $1::numeric',
        cases: { whole: [7], half: [7.5] },
      },
      'of a year': {
        sql: "select note from bookings where to_char(made, 'YYYY-MM-DD HH24') = $1",
        cases: { one: ['2024-03-01 07'] },
      },
      remove: { sql: 'delete from guests where id = $1', cases: { one: [7] } },
      export: { sql: 'select * from bookings where price >= 0' },
      'paid on a floor': {
        sql: 'select b.note, p.cents from bookings b join payments p on p.booking_id = b.id where b.wing = $1 and b.floor = $2',
        cases: { one: [1, 2] },
      },
      'paid to an agent': {
        sql: 'select b.note, p.cents from bookings b join payments p on p.booking_id = b.id where b.agent = $1',
        cases: { one: [9999] },
      },
      'a room of the wing': {
        sql: 'select id from bookings where room = $1',
        cases: { one: caseWith([7], asClerk) },
      },
      'a note of the wing': {
        sql: 'select id from bookings where note like $1',
        cases: { one: caseWith(['abcd%'], asClerk) },
      },
      'one by its key': { sql: 'select * from bookings where id = $1', cases: { one: [7] } },
    },
  });

const withQueries = (scenario: Scenario, names: readonly string[]): Scenario => ({
  ...scenario,
  queries: scenario.queries.filter(({ name }) => names.includes(name)),
});

/** Every case of these queries planned at two row counts and measured, as a check does it, and then advised. */
export async function tryAdvice(
  server: TestServer,
  queries: readonly string[],
): Promise<readonly Tried[]> {
  const scenario = withQueries(bookings(), queries);
  // What is measured does not depend on how exactly the virtual tables are sampled.
  const settings = { default_statistics_target: '20', ...resolveSettings(scenario.definition) };
  const context = await contextFor(server, scenario, { settings });
  const { catalog } = await readModel(server, scenario, { from: 1_000, to: 1_000 });
  const world = await virtualEngine.open(context);
  const trial = openTrial({ ...context, sizes, statistics: worldStatistics(world) });
  try {
    const cases = casesOf(scenario);
    const timelines: Timeline[] = [];
    const measured = [];
    for (const of of cases) {
      const points = [];
      for (const scale of scales) {
        const statements = await world.inspect(scale, (connection) =>
          modelDrawer(scenario.queries, context.model, connection).statementsAt(scale, [of]),
        );
        const [outcome] = await world.planAt(scale, statements);
        if (outcome?.ok !== true) {
          throw new Error(`${of.id} does not plan: ${outcome?.failure.message}`);
        }
        points.push({ scale, plan: outcome.plan, statement: outcome.statement });
      }
      const [first, last] = points;
      if (first === undefined || last === undefined) throw new Error('No points');
      const names = {
        scenario: scenario.name,
        query: of.query,
        case: of.label,
        condition: 'fresh',
      };
      const ranges = [{ from: first.scale, to: last.scale, points }];
      timelines.push({ ...names, statement: last.statement, ranges, folded: 0, changes: [] });
      const run = await trial.measure(of, { plan: last.plan, scale: last.scale });
      const accesses = new Map([[last.plan.accessSignature, run]]);
      measured.push({ query: of.query, case: of.label, accesses, runnersUp: [], tried: [] });
    }
    const most = cases.length;
    const advising = { engine: virtualEngine, context, world, trial, catalog, most };
    return (await advise(advising, cases, timelines, measured)).tried;
  } finally {
    await trial.close();
    await world.close();
  }
}

/** What was tried of a case. */
export const triedOf = (tried: readonly Tried[], query: string, label = 'one'): readonly Tried[] =>
  tried.filter((each) => each.query === query && each.label === label);

/** The work of the largest run that ended, with what was tried or without it. */
export const figures = (of: Tried | undefined, which: 'trial' | 'without'): number => {
  const run = of?.[which].runs.findLast(({ outcome }) => outcome === 'measured');
  return run?.outcome === 'measured' ? run.figures.work : Number.NaN;
};
