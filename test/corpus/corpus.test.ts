import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseScales } from '../../src/scenario/scales';
import { families } from './families';
import { folderOf, scenarioOf } from './scenario';
import { digestOf, truthOf, type MeasuredFamily } from './truth';
import { causes, usualSizes, type CorpusCase, type Family } from './types';

interface Listed {
  readonly id: string;
  readonly family: Family;
  readonly name: string;
  readonly of: CorpusCase;
}

const cases: readonly Listed[] = families.flatMap((family) =>
  Object.entries(family.cases).map(([name, of]) => ({
    id: `${family.name} / ${name}`,
    family,
    name,
    of,
  })),
);
const harmful = cases.filter(({ of }) => of.expected !== 'none');
const harmless = cases.filter(({ of }) => of.expected === 'none');

const measured = new Map(
  families.map((family) => {
    const text = readFileSync(`${folderOf(family)}/${family.name}.json`, 'utf8');
    return [family, JSON.parse(text) as MeasuredFamily] as const;
  }),
);
const measuredOf = ({ family, name }: Listed) => {
  const of = measured.get(family)?.[name];
  if (of === undefined) throw new Error('Run npm run bench -- corpus --measure');
  return of;
};

test('harmful and harmless cases are at least thirty each', () => {
  expect(harmful.length).toBeGreaterThanOrEqual(30);
  expect(harmless.length).toBeGreaterThanOrEqual(30);
});

test('every cause has a case, and what only acquits has no harmful one', () => {
  const acquitting = ['large share', 'many keys', 'small table', 'equal indexes'];
  const causesOf = (listed: readonly Listed[]) => new Set(listed.map(({ of }) => of.cause));
  const accusing = causes.filter((cause) => !acquitting.includes(cause));
  expect([...causesOf(harmful)].sort()).toEqual([...accusing].sort());
  expect(causes.filter((cause) => !causesOf(cases).has(cause))).toEqual([]);
});

test('a third of the cases is held out, chosen by a hash of the name of their family', () => {
  const chosen = ({ name }: Family) =>
    (createHash('sha256').update(name).digest()[0] ?? 0) % 3 === 2;
  for (const family of families)
    expect([family.name, family.heldOut]).toEqual([family.name, chosen(family)]);
  const share = cases.filter(({ family }) => family.heldOut).length / cases.length;
  expect(share).toBeGreaterThan(0.3);
  expect(share).toBeLessThan(0.45);
});

test('no figures are left of a case that is gone', () => {
  for (const family of families) {
    expect(Object.keys(measured.get(family) ?? {})).toEqual(Object.keys(family.cases));
  }
});

describe.each(cases)('$id', (listed) => {
  const { family, of } = listed;

  test('the figures are those of the present text', () => {
    expect(measuredOf(listed).digest).toBe(digestOf(family, of));
  });

  test('the plan that was run is the plan at the end of the range', () => {
    const { planned, sizes } = measuredOf(listed);
    expect(sizes.map(({ size }) => size)).toEqual(of.sizes ?? usualSizes);
    expect(sizes.at(-1)?.end.access).toEqual(planned);
  });

  test('the expected level follows from the work that was measured', () => {
    const { to } = parseScales(scenarioOf(family).definition.scales ?? '');
    expect(truthOf(measuredOf(listed), to).verdict).toBe(of.expected);
  });
});
