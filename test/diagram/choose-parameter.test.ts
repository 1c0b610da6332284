import { thrownBy } from '../helpers/thrown';
import { chooseParameter } from '../../src/diagram/choose-parameter';
import type { ParameterUse } from '../../src/sql/parameter-uses';

const column = (operator: string, array = false): ParameterUse => ({
  kind: 'column',
  table: 't',
  column: 'c',
  operator,
  array,
});
const uses = new Map<number, ParameterUse>([
  [1, column('=')],
  [2, column('>=')],
  [3, { kind: 'limit' }],
  [4, column('=', true)],
  [5, column('~~')],
]);

it('takes a range before an equality', () => {
  expect(chooseParameter(uses, undefined)).toMatchObject({ number: 2, operator: '>=' });
  expect(chooseParameter(new Map([[1, column('=')]]), undefined)).toMatchObject({ number: 1 });
});

it('takes the one that was asked for', () => {
  expect(chooseParameter(uses, 1)).toMatchObject({ number: 1, operator: '=' });
});

it.each([3, 4, 5, 6])('refuses $%s, and names those that can be moved', (number) => {
  const error = thrownBy(() => chooseParameter(uses, number));
  expect(error).toMatchObject({
    message: `$${number} of the query cannot be moved`,
    hint: 'Choose one of $1, $2 with --parameter.',
  });
});

it('refuses a query without such a parameter', () => {
  expect(() => chooseParameter(new Map(), undefined)).toThrow(/no parameter to move/);
});
