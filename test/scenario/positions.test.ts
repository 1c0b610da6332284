import fc from 'fast-check';
import { propertyPlace, queryKeys } from '../../src/scenario/positions';

const found = (source: string) =>
  Object.fromEntries(
    [...queryKeys(source).places].map(([name, { line, column }]) => [name, `${line}:${column}`]),
  );

describe('queryKeys', () => {
  it.each([
    ['plain and quoted keys', `x({\n queries: {\n  a: 1, 'b c': 2,\n  "d": 3,\n } })`, { a: '3:3', 'b c': '3:9', d: '4:3' }],
    ['a variable', 'const queries: Q<X> = {\n a: 1 };', { a: '2:2' }],
    ['a method, a computed key and a shorthand', "({ queries: { a() {}, ['b']: 1, c, d } })", { a: '1:15', b: '1:24', c: '1:33', d: '1:36' }],
    ['comments', '({ queries: { // a: 1,\n /* b: 2, */ c: 3 } })', { c: '2:14' }],
    ['strings that look like keys', "({ queries: { a: ', b: 1', c: `, d: ${{ e: 1 }.e}, f: 2`, g: 1 } })", { a: '1:15', c: '1:28', g: '1:59' }],
    ['regular expressions', "({ queries: { a: /[/}]{,'/u, b: 4 / 2, c: 1 / 3 } })", { a: '1:15', b: '1:30', c: '1:40' }],
    ['nested objects and functions', '({ queries: { a: { b: { c: 1 } }, d: ({ e }) => { f: for (;;) break f; }, g: [{ h: 1 }] } })', { a: '1:15', d: '1:35', g: '1:75' }],
    ['a spread', '({ queries: { ...base, a: 1 } })', { a: '1:24' }],
    ['an escaped quote', String.raw`({ queries: { 'it\'s': 1 } })`, { "it's": '1:15' }],
    ['no literal', '({ queries: make({ a: 1 }) }); queries.a = { b: 1 }', {}],
    ['a word in a comment', '// queries: { a: 1 }\n', {}],
    ['a source that ends early', '({ queries: { a: `', { a: '1:15' }],
  ])('finds the keys with %s', (_, source, expected) => {
    expect(found(source)).toEqual(expected);
  }); // prettier-ignore

  it('finds a name that is given twice', () => {
    expect(queryKeys("({ queries: { a: 1, b: { a: 2 },\n 'a': 3 } })").duplicates).toEqual([
      { name: 'a', place: { line: 2, column: 2 } },
    ]);
  });

  it('never fails, and finds every key of an object that JSON can write', () => {
    fc.assert(fc.property(fc.string(), (source) => void queryKeys(source)));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (queries) => {
        const keys = [...queryKeys(JSON.stringify({ queries }, null, 2)).places.keys()];
        expect(keys).toEqual(expect.arrayContaining(Object.keys(queries)));
      }),
    );
  });
});

describe('propertyPlace', () => {
  it('finds a key anywhere', () => {
    expect(propertyPlace("const q = f({\n 'a b': 1 })", 'a b')).toEqual({ line: 2, column: 2 });
    expect(propertyPlace("const a = 'b';", 'b')).toBeUndefined();
  });
});
