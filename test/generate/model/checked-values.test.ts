import { checkedNumbers, checkedValues } from '../../../src/generate/model/checked-values';

const check = (expression: string) => [{ name: 'listed', expression }];

test.each([
  ['(lane = ANY (ARRAY[1, 2, 3]))', [1, 2, 3]],
  ['(lane = ANY (ARRAY[(1)::bigint, (-20)::bigint]))', [1, -20]],
  ["(lane = ANY (ARRAY['1'::smallint, '2'::smallint]))", [1, 2]],
])('the numbers of %s', (expression, numbers) => {
  expect(checkedNumbers('lane', check(expression))).toEqual(numbers);
});

test.each([
  '(other = ANY (ARRAY[1, 2]))',
  '(lane > 3)',
  "(lane = ANY (ARRAY['a'::text, 'b'::text]))",
  '(lane = ANY (ARRAY[1.5, 2.5]))',
])('%s lists no whole numbers of the column', (expression) => {
  expect(checkedNumbers('lane', check(expression))).toBeUndefined();
});

test('the texts of a check, with quotes in them', () => {
  const expression =
    "((state)::text = ANY ((ARRAY['new'::character varying, 'won''t'::character varying])::text[]))";
  expect(checkedValues('state', check(expression))).toEqual(['new', "won't"]);
});
