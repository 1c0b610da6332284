import fc from 'fast-check';
import {
  type Decision,
  decisiveSetting,
  type Loss,
  type Probed,
} from '../../src/timeline/decisive-setting';
import { type MovedSetting, movedSettings } from '../../src/timeline/moved-settings';
import { access, plan } from '../helpers/plans';

type Name = MovedSetting['name'];
/** How many times dearer the full scan is, by row count. */
type Curves = Partial<Record<Name, (rows: number) => number>>;

const scan = access();
const statement = { sql: 'select 1', parameters: [] };

const marginsAt = (curves: Curves, rows: number) =>
  new Map(
    movedSettings.flatMap(({ name }): [Name, number][] => {
      const curve = curves[name];
      return curve === undefined ? [] : [[name, curve(rows)]];
    }),
  );

const probe = (curves: Curves, scale: number): Probed => ({
  point: { scale, plan: plan({ accesses: [scan] }), statement },
  margins: new Map([[scan.occurrence, marginsAt(curves, scale)]]),
});

/** Decides, probing wherever that is asked for. */
function decide(curves: Curves, at: number): Decision & { readonly probes: readonly number[] } {
  const loss: Loss = { scale: at, scan, margins: marginsAt(curves, at) };
  const probes: number[] = [];
  for (;;) {
    const scales = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, ...probes].filter((scale) => scale > at);
    const beyond = scales.sort((a, b) => a - b).map((scale) => probe(curves, scale));
    const decision = decisiveSetting(loss, beyond);
    const { probeAt } = decision;
    if (probeAt === undefined) return { ...decision, probes };
    expect(probes).not.toContain(probeAt);
    probes.push(probeAt);
  }
}

/** Loses the index at `rows`, and looks like `before` until then: what a bitmap does that outgrows work_mem. */
const until =
  (rows: number, before: number) =>
  (at: number): number =>
    at < rows ? before : 0.96;

test('the setting that moves the loss farthest is named, not the one that helps most just after it', () => {
  const curves: Curves = { work_mem: until(9.4e7, 1.24), random_page_cost: until(3.5e7, 1.82) };
  const { setting, probes } = decide(curves, 5_850_000);
  expect(setting).toBe('work_mem');
  expect(probes).toEqual([31_600_000, 56_200_000]);
});

test('one that moves it by a few rows is not', () => {
  expect(decide({ work_mem: until(1.3e6, 1.1) }, 1e6).setting).toBeUndefined();
  expect(decide({ work_mem: until(9e6, 1.1) }, 1e6).setting).toBe('work_mem');
  expect(decide({ work_mem: (rows) => (rows > 1e6 ? 0.9 : 1.01) }, 1e6).setting).toBeUndefined();
});

test('one that would not bring the index back is not, whatever it does further on', () => {
  expect(decide({ work_mem: (rows) => (rows > 1e7 ? 2 : 0.9) }, 1e6).setting).toBeUndefined();
});

test('of workers that do as much, the step is named at which one more comes', () => {
  const same = until(1e7, 1.5);
  const curves = { max_parallel_workers_per_gather: same, min_parallel_table_scan_size: same };
  expect(decide(curves, 1e6).setting).toBe('min_parallel_table_scan_size');
});

test('the last change of a sweep is judged by what is known there', () => {
  expect(decide({ work_mem: () => 1.7, random_page_cost: () => 1.2 }, 1e9).setting).toBe(
    'work_mem',
  );
  expect(decide({ work_mem: () => 1.2 }, 1e9).setting).toBeUndefined();
});

test('with reaches half a decade apart the longer one always wins, whatever the margins, in a few probes', () => {
  const margin = fc.double({ min: 1.02, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 3.5, max: 7, noNaN: true }),
      fc.double({ min: 0.3, max: 1.4, noNaN: true }),
      margin,
      margin,
      fc.boolean(),
      (log, apart, short, long, swapped) => {
        const [near, beyond] = [10 ** (log + 0.3), 10 ** (log + 0.8 + apart)];
        const names = ['work_mem', 'random_page_cost'] as const;
        const [loser, winner] = swapped ? [names[1], names[0]] : names;
        const curves = { [loser]: until(near, short), [winner]: until(beyond, long) };
        const { setting, probes } = decide(curves, Math.round(10 ** log));
        expect(setting).toBe(winner);
        expect(probes.length).toBeLessThan(5);
      },
    ),
  );
});
