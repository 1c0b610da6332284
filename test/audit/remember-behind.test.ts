import { rememberBehind } from '../../src/audit/remember-behind';
import type { Mentions } from '../../src/sql/mentions';

const naming = (operators: readonly string[], relations: readonly string[]): Mentions => ({
  functions: new Set(),
  operators: new Set(operators),
  types: new Set(),
  relations: new Set(relations),
});

const callable = { shown: 'public.same', language: 'c', volatile: false, trusted: false, definition: null }; // prettier-ignore
const view = { shown: 'shop.open_orders', definition: 'select 1' };

test('names are looked up once, and what was found is found again', async () => {
  const asked: Mentions[] = [];
  const lookUp = rememberBehind((mentions) => {
    asked.push(mentions);
    return Promise.resolve({
      callables: mentions.operators.has('===') ? [callable] : [],
      views: mentions.relations.has('open_orders') ? [view] : [],
    });
  });
  const twice = async (mentions: Mentions) => {
    const first = await lookUp(mentions);
    expect(await lookUp(mentions)).toEqual(first);
    return first;
  };
  expect(await twice(naming(['='], ['orders']))).toEqual({ callables: [], views: [] });
  expect(await twice(naming(['==='], ['orders']))).toEqual({ callables: [callable], views: [] });
  expect(await twice(naming(['=', '==='], ['open_orders']))).toEqual({
    callables: [callable],
    views: [view],
  });
  expect(await lookUp(naming(['='], ['orders', 'open_orders']))).toEqual({
    callables: [],
    views: [view],
  });
  expect(asked).toHaveLength(3);
});
