import type { DrawnValue } from '../../model/draw';
import { isDrawnValue } from '../../model/drawn-values';
import type { InferredModel, InferredTable, Inference } from '../model/types';
import { drawFrom } from '../probes/conditions';
import type { Probe } from '../probes/types';
import {
  distributionSource,
  growthSource,
  keySource,
  literal,
} from '../../model/distribution-source';

/** Words of the library that a scenario may import. */
const words = [
  'array',
  'bool',
  'constant',
  'correlated',
  'defineScenario',
  'draw',
  'email',
  'fixed',
  'growingPartitions',
  'jsonb',
  'normal',
  'normalInt',
  'nullable',
  'perParent',
  'ratio',
  'reference',
  'serial',
  'skew',
  'sql',
  'text',
  'time',
  'timeUniform',
  'uniform',
  'uniformDistinct',
  'uniformInt',
  'uuidV4',
  'uuidV7',
  'weighted',
  'zipf',
];

/**
 * The source of a scenario: an inferred model with a comment for each inference, and the probes.
 *
 * @param schemaFile relative to the scenario's own file
 */
export function scenarioSource(
  schemaFile: string,
  model: InferredModel,
  probes: readonly Probe[],
): string {
  const body = [
    'export default defineScenario({',
    `  schema: { file: ${literal(schemaFile)} },`,
    `  driving: ${literal(model.driving)}, // its row count is the scale; the others follow it`,
    '  tables: {',
    ...model.tables.flatMap((table) => tableSource(table, model)),
    '  },',
    '  queries: {',
    ...probes.flatMap(querySource),
    '  },',
    '});',
  ].join('\n');
  const used = words.filter((word) => new RegExp(String.raw`(?<![\w'.])${word}\b[(.]`).test(body));
  return `import { ${used.join(', ')} } from 'plancliff';\n\n${body}\n`;
}

function tableSource(
  { name, rows, columns, partitions }: InferredTable,
  { driving, inferences }: InferredModel,
): string[] {
  const own = inferences.filter(({ table }) => table === name);
  const about = own.filter(({ column }) => column === undefined);
  return [
    `    ${keySource(name)}: {`,
    ...about.map(({ rule, because }) => `      // ${rule}: ${comment(because)}`),
    ...(name === driving ? [] : [`      rows: ${growthSource(rows)},`]),
    ...(partitions === undefined
      ? []
      : [
          `      partitions: growingPartitions({ by: ${literal(partitions.by)}, column: ${literal(partitions.column)}, rowsPerPartition: ${partitions.rowsPerPartition} }),`,
        ]),
    '      columns: {',
    ...Object.entries(columns).flatMap(([column, of]) => [
      ...reasons(own, column),
      `        ${keySource(column)}: ${distributionSource(of)},`,
    ]),
    '      },',
    '    },',
  ];
}

const reasons = (own: readonly Inference[], column: string): string[] =>
  own
    .filter((inference) => inference.column === column)
    .map(({ rule, because }) => `        // ${rule}: ${comment(because)}`);

const comment = (text: string): string => text.replaceAll(/\s+/g, ' ');

function querySource({ name, sql, cases }: Probe): string[] {
  const labels = Object.entries(cases);
  const plain = labels.length === 1 && labels[0]?.[0] === 'default' && labels[0][1].length === 0;
  return [
    `    ${keySource(name)}: {`,
    `      sql: ${literal(sql)},`,
    ...(plain
      ? []
      : [
          '      cases: {',
          ...labels.map(
            ([label, values]) => `        ${literal(label)}: [${valuesSource(values)}],`,
          ),
          '      },',
        ]),
    '    },',
  ];
}

/** The values of a case: those that one row has together are drawn by one call. */
function valuesSource(values: readonly unknown[]): string {
  return values
    .flatMap((value, place) => {
      if (!isDrawnValue(value) || value.row === undefined) return [valueSource(value)];
      return place === 0 ? [rowSource(value, value.row)] : [];
    })
    .join(', ');
}

function rowSource({ draw, from }: DrawnValue, columns: readonly string[]): string {
  const [first = ''] = columns;
  const column = drawFrom('', first, draw).from;
  const table = from.slice(0, -column.length);
  return `...draw.row(${literal(table)}, ${literal(draw)}, [${columns.map(literal).join(', ')}])`;
}

function valueSource(value: unknown): string {
  if (isDrawnValue(value)) return `draw.${value.draw}(${literal(value.from)})`;
  if (Array.isArray(value)) return `[${value.map(valueSource).join(', ')}]`;
  return literal(value);
}
