import type { Tried } from '../../src/advice/types';
import { figures, tryAdvice, triedOf } from '../helpers/bookings';
import { sharedTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
let tried: readonly Tried[];
const of = (query: string, label?: string): readonly Tried[] => triedOf(tried, query, label);

beforeAll(async () => {
  server = await sharedTestServer();
  tried = await tryAdvice(server, [
    'a room',
    'cursor',
    'by whole key',
    'by key',
    'remove',
    'export',
    'a room of the wing',
    'a note of the wing',
    'one by its key',
  ]);
}, 300_000);
afterAll(() => server.close());

test('an index is advised with what it saves, up to which size it is taken, and what it takes', () => {
  const [index, ...others] = of('a room');
  expect(others).toEqual([]);
  expect(index?.outcome).toBe('helps');
  expect(index?.text).toMatch(
    /^With "create index on public\.bookings \(room\)": \d+ pages instead of [\d,]+ at 100k \(extrapolated\), kept to 5M; \+\d+ % size of all indexes of the table\.$/,
  );
  expect(figures(index, 'trial') * 10).toBeLessThan(figures(index, 'without'));
  expect(index?.planned.map(({ scale, measured }) => [scale, measured])).toEqual([
    [100_000, true],
    [5_000_000, true],
  ]);
});

test('a cursor is advised as a comparison of rows, which reads what the page holds', () => {
  const [rows] = of('cursor', 'late');
  expect(rows).toMatchObject({ outcome: 'helps', suggestion: { kind: 'row-values' } });
  expect(rows?.text).toContain('where (price, id) > ($1, $2) order by price, id limit 10');
});

test('a cast is moved to the value, and the advice says when that is right', () => {
  const [cast] = of('by whole key', 'whole');
  expect(cast).toMatchObject({ outcome: 'helps', suggestion: { kind: 'cast-the-value' } });
  expect(cast?.text).toMatch(/Right as long as the value is a valid bigint\.$/);
});

test('a rewrite that returns other rows for one case of a query is dropped for all of them', () => {
  const all = [...of('by key', 'half'), ...of('by key', 'whole')];
  const casts = all.filter(({ suggestion }) => suggestion.kind === 'cast-the-value');
  expect(casts).toMatchObject([{ outcome: 'other-result' }]);
  expect(casts[0]?.text).toMatch(/\(it returns other rows\)$/);
  expect(all.map(({ outcome }) => outcome)).not.toContain('helps');
});

test('an index on a foreign key is advised by the work of the trigger', () => {
  const [key] = of('remove');
  expect(key).toMatchObject({ outcome: 'helps', suggestion: { kind: 'foreign-key-index' } });
  expect(key?.planned.every(({ measured }) => measured)).toBe(true);
});

test('under row-level security an index is advised that the role can use, and none for an operator that is not leakproof', () => {
  const rooms = of('a room of the wing').filter(({ outcome }) => outcome === 'helps');
  expect(rooms).toMatchObject([{ suggestion: { kind: 'index' } }]);
  expect(rooms[0]?.suggestion.text).toContain('room');
  const notes = of('a note of the wing');
  expect(notes.length).toBeGreaterThan(0);
  expect(notes.map(({ outcome }) => outcome)).not.toContain('helps');
});

test('nothing is tried where the work follows the result', () => {
  expect(of('export', 'default')).toEqual([]);
  expect(of('one by its key')).toEqual([]);
});
