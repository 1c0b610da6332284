import type { Tried } from '../../src/advice/types';
import { figures, tryAdvice, triedOf } from '../helpers/bookings';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
let tried: readonly Tried[];
const of = (query: string, label?: string): readonly Tried[] => triedOf(tried, query, label);

beforeAll(async () => {
  server = await sharedTestServer();
  tried = await tryAdvice(server, ['of a year', 'paid on a floor', 'paid to an agent']);
}, 300_000);
afterAll(() => server.close());

test('an index that the server refuses is named as refused, and the next suggestion is tried', () => {
  const [expression, ...others] = of('of a year');
  expect(expression).toMatchObject({
    outcome: 'refused',
    message: 'functions in index expression must be marked IMMUTABLE',
  });
  expect(others.length).toBeGreaterThan(0);
  expect(others.map(({ outcome }) => outcome)).not.toContain('helps');
});

test.each([
  [
    'paid on a floor',
    'create statistics bookings_wing_floor_stat on wing, floor from public.bookings; analyze public.bookings',
  ],
  [
    'paid to an agent',
    'alter table public.bookings alter column agent set statistics 1000; analyze public.bookings',
  ],
])('statistics are advised where a wrong row count makes the join dear: %s', (query, text) => {
  const helping = of(query).filter(({ outcome }) => outcome === 'helps');
  expect(helping.map(({ suggestion }) => suggestion.text)).toEqual([text]);
  expect(figures(helping[0], 'trial') * 10).toBeLessThan(figures(helping[0], 'without'));
});
