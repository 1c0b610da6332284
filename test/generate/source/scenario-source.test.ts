import { runInNewContext } from 'node:vm';
import { scenarioSource } from '../../../src/generate/source/scenario-source';
import { drawFrom } from '../../../src/generate/probes/conditions';
import { literal } from '../../../src/model/distribution-source';
import type { InferredModel } from '../../../src/generate/model/types';
import type { Probe } from '../../../src/generate/probes/types';

/** Names that a schema may have, and that mean something to TypeScript or to objects of JavaScript. */
const names = [
  '__proto__',
  'constructor',
  '*/',
  '${x}',
  '`',
  'a\nb',
  String.raw`a\b`,
  "it's",
  'qu"ote',
  '\u2028',
  '1',
];

/** The definition that a source makes when it is run. */
function run(source: string): {
  tables: Record<string, { columns: object }>;
  queries: object;
  schema: object;
} {
  const body = source
    .replace(/^import .*\n/, '')
    .replace('export default defineScenario(', '(')
    .replace(/;\n$/, '');
  return runInNewContext(body, {
    serial: () => 'serial',
    fixed: (rows: number) => rows,
  }) as ReturnType<typeof run>;
}

test('a scenario has the tables, columns and queries of any name', () => {
  const columns = Object.fromEntries(
    names.map((name) => [name, { kind: 'serial', start: 1 } as const]),
  );
  const model = {
    driving: '__proto__',
    tables: names.map((name) => ({ name, rows: { kind: 'fixed', rows: 1 }, columns })),
    inferences: names.map((name) => ({
      table: name,
      column: name,
      rule: 'row-number',
      because: `${name} */ x\n y`,
    })),
  } as unknown as InferredModel;
  const probes = names.map((name) => ({ name, sql: `select ${name}`, cases: { [name]: [1] } }));
  const { tables, queries, schema } = run(
    scenarioSource("it's.sql", model, probes as unknown as readonly Probe[]),
  );
  expect(schema).toEqual({ file: "it's.sql" });
  expect(Object.keys(tables).toSorted()).toEqual(names.toSorted());
  expect(Object.keys(queries).toSorted()).toEqual(names.toSorted());
  for (const name of names) {
    const own = Object.getOwnPropertyDescriptor(tables, name)?.value as { columns: object };
    expect(Object.keys(own.columns).toSorted()).toEqual(names.toSorted());
  }
});

test.each([...names, 'a.b', 'a."b', 'ends"', '"quoted"'])(
  'values of one row are drawn from the table, whatever their first column is called: %j',
  (column) => {
    const model = { driving: 't', tables: [], inferences: [] } as unknown as InferredModel;
    const columns = [column, 'other'];
    const cases = {
      row: columns.map((each) => ({ ...drawFrom('shop.t', each, 'rare'), row: columns })),
    };
    const probe = { name: 'q', sql: 'select', cases } as unknown as Probe;
    expect(scenarioSource('schema.sql', model, [probe])).toContain(
      `...draw.row('shop.t', 'rare', [${columns.map(literal).join(', ')}])`,
    );
  },
);
