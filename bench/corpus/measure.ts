import { readFileSync, writeFileSync } from 'node:fs';
import { pinSettings } from '../../src/plan/settings';
import type { Server } from '../../src/postgres/types';
import type { Case, Scenario } from '../../src/scenario/types';
import { parseScales } from '../../src/scenario/scales';
import { formatRows } from '../../src/text/row-count';
import { folderOf, scenarioOf } from '../../test/corpus/scenario';
import { digestOf, type MeasuredFamily, type MeasuredSize } from '../../test/corpus/truth';
import { usualSizes, type CorpusCase, type Family } from '../../test/corpus/types';
import { type BenchContext, contextFor, inWorld } from '../workload';
import { run } from './run';

/** A case of a family, and the case of its scenario. */
interface Asked {
  readonly name: string;
  readonly of: CorpusCase;
  readonly asked: Case;
}

/**
 * Loads the tables of a family, runs each of its cases with the end plan and with the rival, and writes the figures
 * beside the family. Cases whose figures are those of today's text are left as they are.
 */
export async function measureFamily(server: Server, family: Family): Promise<void> {
  const known = readMeasured(family);
  const scenario = scenarioOf(family);
  const every = askedOf(family, scenario);
  const wanted = every.filter(({ name, of }) => known[name]?.digest !== digestOf(family, of));
  const fresh = wanted.length === 0 ? {} : await measure(server, family, scenario, wanted);
  const names = every.map(({ name }) => name);
  const measured = Object.fromEntries(
    names.flatMap((name) => {
      const of = fresh[name] ?? known[name];
      return of === undefined ? [] : [[name, of] as const];
    }),
  );
  writeFileSync(fileOf(family), `${JSON.stringify(measured, undefined, 2)}\n`);
}

function readMeasured(family: Family): MeasuredFamily {
  try {
    return JSON.parse(readFileSync(fileOf(family), 'utf8')) as MeasuredFamily;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

const fileOf = (family: Family): string => `${folderOf(family)}/${family.name}.json`;

function askedOf(family: Family, scenario: Scenario): Asked[] {
  return scenario.queries.flatMap((query) => {
    const of = family.cases[query.name];
    const [asked] = query.cases;
    return of === undefined || asked === undefined ? [] : [{ name: query.name, of, asked }];
  });
}

async function measure(
  server: Server,
  family: Family,
  scenario: Scenario,
  wanted: readonly Asked[],
): Promise<MeasuredFamily> {
  const sizes = [...new Set(wanted.flatMap(({ of }) => sizesOf(of)))].sort((a, b) => a - b);
  const { to } = parseScales(scenario.definition.scales ?? '');
  const context = await contextFor(server, scenario, { from: sizes[0] ?? to, to });
  const planned = await plannedAt(to, context, wanted);
  const runs = new Map<string, MeasuredSize[]>(wanted.map(({ name }) => [name, []]));
  await inWorld('seed', { ...context, condition: { label: 'fresh' } }, async (world) => {
    for (const size of sizes) {
      process.stderr.write(`  ${family.name} at ${formatRows(size)}\n`);
      await world.inspect(size, async (connection) => {
        await pinSettings(connection, {});
        const runner = { connection, major: server.major, settings: context.settings };
        for (const { name, of, asked } of wanted) {
          if (!sizesOf(of).includes(size)) continue;
          const [statement] = await context.drawer.statementsAt(size, [asked]);
          if (statement === undefined) throw new RangeError(`No statement of ${name}`);
          try {
            const end = await run(runner, statement, of.end ?? {});
            const rival = await run(runner, statement, of.rival);
            runs.get(name)?.push({ size, end, rival });
          } catch (error) {
            throw new Error(`${family.name} / ${name} at ${formatRows(size)}`, { cause: error });
          }
        }
      });
    }
  });
  return Object.fromEntries(
    wanted.map(({ name, of }, place) => [
      name,
      { digest: digestOf(family, of), planned: planned[place] ?? [], sizes: runs.get(name) ?? [] },
    ]),
  );
}

const sizesOf = ({ sizes = usualSizes }: CorpusCase): readonly number[] => sizes;

/** Under the last of the scenario's conditions: the one that it is about. */
async function plannedAt(
  to: number,
  context: BenchContext,
  wanted: readonly Asked[],
): Promise<readonly (readonly string[])[]> {
  const condition = context.scenario.conditions.at(-1) ?? context.condition;
  return inWorld('virtual', { ...context, condition }, async (world) => {
    const outcomes = await world.planAt(
      to,
      wanted.map(({ asked }) => asked),
    );
    return outcomes.map((outcome, place) => {
      if (outcome.ok) return outcome.plan.accessSignature.split('\n');
      throw new Error(`${wanted[place]?.name ?? ''}: ${outcome.failure.message}`);
    });
  });
}
