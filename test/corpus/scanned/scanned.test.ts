import { parse } from '../../../src/sql/parse';
import { scannedFamilies } from './families';
import { shop, subjects } from './shop/shop';
import { ddlOfFamily, isHeldOut, lookedAt } from './types';

const parts = scannedFamilies.flatMap((family) => Object.entries(family.parts));
const questions = scannedFamilies.flatMap((family) => Object.entries(family.questions));
const names = [...parts, ...questions].map(([name]) => name);
const harmful =
  parts.filter(([, { trap }]) => trap !== undefined).length +
  questions.filter(([, { harmful: is }]) => is).length;

test('traps and clean ones are at least sixty each', () => {
  expect(harmful).toBeGreaterThanOrEqual(60);
  expect(names.length - harmful).toBeGreaterThanOrEqual(60);
});

test('no two have one name', () => {
  expect(new Set(names).size).toBe(names.length);
  const asked = subjects.flatMap((subject) => Object.keys(subject));
  expect(asked).toEqual(Object.keys(shop.questions));
});

test('a third was held out, and what has been looked at since then is not', () => {
  expect(names).toEqual(expect.arrayContaining([...lookedAt]));
  expect(lookedAt.filter(isHeldOut)).toEqual([]);
  const share = (names.filter(isHeldOut).length + lookedAt.length) / names.length;
  expect(share).toBeGreaterThan(0.27);
  expect(share).toBeLessThan(0.4);
});

test.each(scannedFamilies.map((family) => [family.name, family] as const))(
  'a table of %s belongs to one part',
  async (_, family) => {
    const ddl = ddlOfFamily(family);
    expect((await parse(ddl)).ok).toBe(true);
    const tables = [...ddl.matchAll(/create table (\w+)/g)].map(([, name]) => name);
    expect(new Set(tables).size).toBe(tables.length);
    for (const { trap } of Object.values(family.parts)) {
      if (trap?.subject !== undefined) expect(ddl).toContain(trap.subject);
    }
  },
);

test.each(questions)('the question parses: %s', async (_, { sql, values = [] }) => {
  expect((await parse(sql)).ok).toBe(true);
  const named = new Set([...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  expect(named.size).toBe(values.length);
});
