import { identifiersIn } from '../../src/postgres/identifiers';

it.each([
  ['lower(code)', ['code']],
  ['lower(lower)', ['lower']],
  ['(text)::text', ['text']],
  [
    `((state = ANY (ARRAY['open'::text, 'it''s "shut"'::text])) AND ("a ""b""" < 3))`,
    ['state', 'a "b"'],
  ],
  [`"it's" || E'\\\\ \\' x' || größe`, ["it's", 'größe']],
])('finds the columns of %s', (sql, columns) => {
  const words = ['ANY', 'ARRAY', 'AND'];
  expect([...identifiersIn(sql)].filter((name) => !words.includes(name))).toEqual(columns);
});
