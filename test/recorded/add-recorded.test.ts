import { fixed } from '../../src/model/growth';
import { serial, text, weighted } from '../../src/model/distributions';
import { addRecorded, type AddOptions } from '../../src/recorded/add-recorded';
import type { RecordedLine } from '../../src/recorded/line';
import { scenarioFrom } from '../../src/scenario/from-definition';

const scenario = scenarioFrom('shop', {
  schema: 'create table orders (id int, status text, note text); create table kinds (id int)',
  driving: 'orders',
  tables: {
    orders: {
      columns: {
        id: serial(),
        status: weighted({ a: 9, b: 1 }),
        note: text({ minLength: 3, maxLength: 9 }),
      },
    },
    kinds: { rows: fixed(5), columns: { id: serial() } },
  },
  queries: { own: { sql: 'select 1 from orders' } },
});

const defaults: AddOptions = { values: true, cases: 5, alone: true };
async function add(lines: readonly RecordedLine[], options: Partial<AddOptions> = {}) {
  const placed = lines.map((line, place) => ({ ...line, file: 'r.jsonl', line: place + 1 }));
  const { scenario: with_, notes } = await addRecorded(scenario, placed, {
    ...defaults,
    ...options,
  });
  return { queries: with_.queries, notes };
}
const call = (sqlText: string, ...parameters: readonly unknown[]): RecordedLine => ({
  sql: sqlText,
  parameters,
});

describe('addRecorded', () => {
  it('makes one query of texts that differ in white space and literals, with a case for each call', async () => {
    const { queries } = await add([
      call('select id from orders where status = $1', 'a'),
      call('select id  from orders where status=$1 -- again', 'b'),
      call('select id from orders where status = $1', 'a'),
    ]);
    expect(queries.map(({ cases }) => cases.map(({ label }) => label))).toEqual([['"a"', '"b"']]);
    expect(queries[0]?.name).toMatch(/^select orders [\da-f]{8}$/);
    expect(queries[0]?.position).toEqual({ file: 'r.jsonl', line: 1, column: 1 });
  });

  it('keeps IN lists of different lengths apart', async () => {
    const { queries } = await add([
      call('select 1 from orders where id in ($1)', 1),
      call('select 1 from orders where id in ($1, $2)', 1, 2),
    ]);
    expect(new Set(queries.map(({ name }) => name)).size).toBe(2);
    expect(queries.map(({ cases }) => cases[0]?.values)).toEqual([[1], [1, 2]]);
  });

  it.each([
    ['an array', 'id = $1', [7], 'id = any($1)', [[7, 8]]],
    ['parameters in another order', 'note = $1 and id = $2', ['a', 7], 'note = $2 and id = $1', [7, 'a']],
    ['another type', 'id = $1::int', [7], 'note = $1::text', ['a']],
    ['a literal in place of a parameter', "note = 'a' and id = $1", [7], 'note = $1 and id = 7', ['a']],
  ])('binds no values of one statement to %s of another', async (_, one, first, other, second) => {
    const { queries } = await add([
      call(`select 1 from orders where ${one}`, ...first),
      call(`select 1 from orders where ${other}`, ...second),
    ]);
    expect(queries.map(({ cases }) => cases.map(({ values }) => values))).toEqual([
      [first],
      [second],
    ]);
  }); // prettier-ignore

  it('keeps a case for each value, whatever their labels', async () => {
    const texts = ['a b', 'a  b', 'a\nb', 'a / b', 'a/b', '__proto__', 'constructor'];
    const { queries } = await add(
      texts.map((text) => call('select 1 from orders where note = $1', text)),
      { cases: 10 },
    );
    expect(queries[0]?.cases.map(({ values }) => values)).toEqual(texts.map((text) => [text]));
  });

  it('keeps no more cases than asked for, and the order of the lines does not change a name', async () => {
    const lines = [1, 2, 3, 4].map((id) => call('select 1 from orders where id = $1', id));
    const other = call('select 1 from orders where status = $1', 'a');
    const first = await add([...lines, other], { cases: 2 });
    const second = await add([other, ...lines], { cases: 2 });
    expect(first.queries[0]?.cases).toHaveLength(2);
    expect(second.queries.map(({ name }) => name).sort()).toEqual(
      first.queries.map(({ name }) => name).sort(),
    );
  });

  it('sends times as times, and labels are one short line', async () => {
    const { queries } = await add([
      {
        sql: 'select 1 from orders where note = $1 and id > $2',
        parameters: [`x / y\n${'z'.repeat(80)}`, '2026-01-01T00:00:00.000Z'],
        types: ['string', 'Date'],
      },
    ]);
    const [{ label = '', values = [] } = {}] = queries[0]?.cases ?? [];
    expect((values as readonly unknown[])[1]).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(label).toMatch(/^"x\/y z+… [\da-f]{6}$/);
    expect(label.length).toBeLessThan(50);
  });

  it('draws values from the model where none were recorded, or none are wanted', async () => {
    const lines: RecordedLine[] = [
      { sql: 'select 1 from orders where status = $1 and id > $2 limit $3' },
    ];
    const expected = {
      common: [
        { draw: 'common', from: 'orders.status' },
        { draw: 'lowest', from: 'orders.id' },
        20,
      ],
      rare: [{ draw: 'rare', from: 'orders.status' }, { draw: 'highest', from: 'orders.id' }, 20],
    };
    const cases = ({ queries }: Awaited<ReturnType<typeof add>>) =>
      Object.fromEntries(queries[0]?.cases.map(({ label, values }) => [label, values]) ?? []);
    expect(cases(await add(lines))).toEqual(expected);
    const recordedOnes = lines.map((line) => ({ ...line, parameters: ['secret', 1, 10] }));
    expect(cases(await add(recordedOnes, { values: false }))).toEqual(expected);
  });

  it('draws different values for the members of an IN list, and one for an array', async () => {
    const { queries } = await add([
      { sql: 'select 1 from orders where status in ($1, $2) and id = any($3)' },
    ]);
    expect(queries[0]?.cases[0]?.values).toEqual([
      { draw: 'common', from: 'orders.status' },
      { draw: 'rare', from: 'orders.status' },
      [{ draw: 'common', from: 'orders.id' }],
    ]);
  });

  it('says what it leaves out: DDL, and a parameter that no value can be drawn for', async () => {
    const { queries, notes } = await add([
      call('create table x (a int)'),
      { sql: 'select 1 from orders where lower(note) = lower($1)' },
      call('select 1 from elsewhere'),
    ]);
    expect(queries).toEqual([]);
    expect(notes).toEqual([
      expect.stringMatching(/^r\.jsonl:1: the statement is not planned: CREATE/),
      'r.jsonl:2: no value for $1: it is not compared with a column; record its values',
    ]);
  });

  it("stands beside the scenario's own queries, or alone", async () => {
    const lines = [call('select 1 from orders where id = $1', 1)];
    expect((await add(lines, { alone: false })).queries.map(({ name }) => name)).toEqual([
      'own',
      expect.stringMatching(/^select orders /),
    ]);
    expect((await add(lines)).queries).toHaveLength(1);
  });
});
