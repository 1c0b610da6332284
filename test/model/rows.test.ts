import { thrownBy } from '../helpers/thrown';
import fc from 'fast-check';
import { fixed, perParent, power, ratio, saturating, upTo } from 'plancliff';
import { parentsFirst, rowCounts } from '../../src/model/rows';

const columns = {};

describe('rowCounts', () => {
  const counts = rowCounts(
    {
      items: { rows: perParent('orders', 3), columns },
      orders: { columns },
      customers: { rows: ratio(0.1), columns },
      addresses: { rows: perParent('customers', 1.5), columns },
      countries: { rows: fixed(250), columns },
    },
    'orders',
  );
  const at = (scale: number) =>
    Object.fromEntries([...counts].map(([name, of]) => [name, of(scale)]));

  it('follows the rules, whatever the order of the tables', () => {
    expect(at(1000)).toEqual({ orders: 1000, items: 3000, customers: 100, addresses: 150, countries: 250 }); // prettier-ignore
  });

  it('knows no table by a name that every object inherits', () => {
    const tables = { orders: { columns }, items: { rows: perParent('constructor', 2), columns } };
    expect(() => rowCounts(tables, 'orders')).toThrow(
      "tables.items.rows: the data model has no table 'constructor'",
    );
  });

  it('stops, slows down and follows powers', () => {
    const rules = {
      stops: { rows: upTo(50_000, ratio(0.1)), columns },
      below: { rows: perParent('stops', 3), columns },
      stopsToo: { rows: upTo(9, perParent('below', 1)), columns },
      towards: { rows: saturating({ limit: 1_000, halfAt: 1e6 }), columns },
      root: { rows: power(2, 0.5), columns },
      orders: { columns },
    };
    const of = rowCounts(rules, 'orders');
    const rowsAt = (scale: number) => Object.keys(rules).map((name) => of.get(name)?.(scale));
    expect(rowsAt(100)).toEqual([10, 30, 9, 1, 20, 100]);
    expect(rowsAt(1e6)).toEqual([50_000, 150_000, 9, 500, 2_000, 1e6]);
    expect(rowsAt(1e10)).toEqual([50_000, 150_000, 9, 1_000, 200_000, 1e10]);
  });

  it('is whole and at least 1', () => {
    expect(at(1)).toEqual({ orders: 1, items: 3, customers: 1, addresses: 2, countries: 250 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (scale) => {
        for (const rows of Object.values(at(scale))) {
          expect(Number.isSafeInteger(rows)).toBe(true);
          expect(rows).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it.each([
    [
      {
        a: { columns },
        b: { rows: perParent('c', 1), columns },
        c: { rows: perParent('b', 2), columns },
      },
      'tables.b.rows: the row counts form a circle: b -> c -> b',
      'Give one of them ratio() or fixed().',
    ],
    [
      { a: { columns }, b: { rows: perParent('aa', 1), columns } },
      "tables.b.rows: the data model has no table 'aa'",
      "Did you mean 'a'?",
    ],
    [
      { a: { columns }, b: { columns } },
      'tables.b.rows is missing',
      "Say how many rows it has, e.g. ratio(0.1), fixed(100) or perParent('a', 2).",
    ],
    [
      { a: { rows: fixed(3), columns } },
      'tables.a.rows: the driving table has as many rows as the scale',
      'Leave `rows` out, or choose another driving table.',
    ],
  ])('refuses %j', (tables, message, hint) => {
    expect(thrownBy(() => rowCounts(tables, 'a'))).toMatchObject({ code: 'model', message, hint });
  });
});

describe('parentsFirst', () => {
  it('orders by need, keeps ties and cuts circles', () => {
    const needs: Record<string, string[]> = { a: ['c'], b: [], c: ['d'], d: ['a'] };
    expect(parentsFirst(['a', 'b', 'c', 'd'], (name) => needs[name] ?? [])).toEqual(['d', 'c', 'a', 'b']); // prettier-ignore
  });
});
