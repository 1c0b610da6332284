import fc from 'fast-check';
import { parseExplain } from '../../src/plan/parse';
import { printExplain } from '../fixtures/explain/print';
import { queries } from '../fixtures/explain/queries';
import { majors, recordedJson } from '../fixtures/explain/recorded';

test.each(majors)('every recorded plan of PostgreSQL %i survives reading and printing', (major) => {
  for (const name of Object.keys(queries)) {
    const json = recordedJson(major, name);
    expect(printExplain(parseExplain(json))).toEqual(json);
  }
});

test('any tree survives, with properties that no version has yet', () => {
  const property = fc
    .string()
    .filter((name) => !['Plans', 'Node Type', '__proto__'].includes(name));
  const value = fc.jsonValue({ maxDepth: 2 });
  // A leaf where the depth runs out: `tie` alone would never end.
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc
      .tuple(
        fc.string(),
        fc.dictionary(property, value, { maxKeys: 4 }),
        fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('tree'), { maxLength: 3 })),
      )
      .map(([type, properties, plans]) => ({
        'Node Type': type,
        ...properties,
        ...(plans.length === 0 ? {} : { Plans: plans }),
      })),
  }));
  const rest = fc.dictionary(fc.constantFrom('Settings', 'Planning', 'Later'), value);
  fc.assert(
    fc.property(tree, rest, (plan, beside) => {
      const text = JSON.stringify([{ Plan: plan, ...beside }]);
      expect(printExplain(parseExplain(text))).toEqual(JSON.parse(text));
    }),
    { numRuns: 200 },
  );
});

test('text and a bare document read like the array that the server sends', () => {
  const json = recordedJson(18, 'self join');
  expect(parseExplain(JSON.stringify(json))).toEqual(parseExplain(json));
  expect(parseExplain((json as readonly unknown[])[0])).toEqual(parseExplain(json));
});

test.each([
  ['nothing', undefined],
  ['an empty list', []],
  ['two documents', [{ Plan: { 'Node Type': 'Result' } }, { Plan: { 'Node Type': 'Result' } }]],
  ['a document without a plan', [{ Settings: {} }]],
  ['a node without a type', [{ Plan: { 'Total Cost': 1 } }]],
  ['children that are no list', [{ Plan: { 'Node Type': 'Result', Plans: {} } }]],
  ['a text that is no JSON', 'Seq Scan on orders'],
])('%s is refused', (_what, json) => {
  expect(() => parseExplain(json)).toThrow('not the JSON of an EXPLAIN');
});
