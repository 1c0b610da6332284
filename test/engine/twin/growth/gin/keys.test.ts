import { jsonbKeys, jsonbPathKeys } from '../../../../../src/engine/twin/growth/gin/jsonb-keys';
import { trigramKeys } from '../../../../../src/engine/twin/growth/gin/trigram-keys';

const document = JSON.stringify({ a: 1, b: ['x', 'x', { c: null }], d: { a: true, e: {} } });

test('a document has a key for each name and each value, and elements that are texts are as names', () => {
  const keys = jsonbKeys(document);
  expect([...keys.keys()].toSorted()).toEqual([
    'bool t',
    'name a',
    'name b',
    'name c',
    'name d',
    'name e',
    'name x',
    'null ',
    'number 1',
  ]);
  expect(keys.get('number 1')).toEqual({ bytes: 3, field: '"a"' });
  expect(
    jsonbKeys(JSON.stringify({ long: 'x'.repeat(200) })).get(`text ${'x'.repeat(200)}`)?.bytes,
  ).toBe(10);
});

test('by jsonb_path_ops a document has a key for each value with its way', () => {
  expect([...jsonbPathKeys(document).keys()].toSorted()).toEqual([
    '"a"=1',
    '"b""c"=null',
    '"b"="x"',
    '"d""a"=true',
  ]);
});

test('what a redaction left of a document has no keys', () => {
  expect(jsonbKeys('{"a": ').size).toBe(0);
});

test('trigrams are those of show_trgm', () => {
  // select show_trgm('Ab-cde, ab')
  expect([...trigramKeys('Ab-cde, ab').keys()].toSorted()).toEqual(
    ['  a', '  c', ' ab', ' cd', 'ab ', 'cde', 'de '].toSorted(),
  );
});
