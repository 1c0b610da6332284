import type { IndexFacts, TableFacts } from '../../../src/postgres/catalog/schema-facts';
import type { Probe } from '../../../src/generate/probes/types';
import type { Plan } from '../../../src/plan/types';
import { redundancies, redundantIndex } from '../../../src/scan/rules/redundant-index';
import { withoutNeeded } from '../../../src/scan/scan-schema';
import type { ScanFinding, ScannedCase } from '../../../src/scan/types';
import { access, planOf, predicate } from '../../helpers/timelines';

const index = (name: string, of: Partial<IndexFacts> = {}): IndexFacts => ({
  schema: 'public',
  name,
  method: 'btree',
  unique: false,
  primary: false,
  columns: ['code'],
  definition: '',
  keys: [
    {
      column: 'code',
      sql: 'code',
      type: 'text',
      descending: false,
      nullsFirst: false,
      operatorClass: 'text_ops',
      defaultClass: true,
      orders: true,
      operators: [],
    },
  ],
  include: [],
  nullsNotDistinct: false,
  ...of,
});

const column = {
  name: 'code',
  type: 'text',
  typeName: 'text',
  notNull: true,
  hasDefault: false,
  identity: '',
  generated: false,
  category: 'S',
} as const;

const tableOf = (of: Pick<TableFacts, 'schema' | 'name' | 'indexes'>): TableFacts => ({
  kind: 'table',
  persistence: 'permanent',
  inherits: [],
  columns: [column],
  foreignKeys: [],
  checks: [],
  hasPartitions: false,
  ...of,
});

const changesOf = (of: Pick<TableFacts, 'schema' | 'name' | 'indexes'>): readonly string[] =>
  redundancies({ tables: [tableOf(of)] }).map(({ change }) => change);

test.each(['public', 'app'])('the change names an index of the schema %s', (schema) => {
  const prefix = schema === 'public' ? '' : `${schema}.`;
  const indexes = [index('a', { schema }), index('b', { schema })];
  expect(changesOf({ schema, name: 'Codes', indexes })).toEqual([`drop index ${prefix}b;`]);
});

test.each(['public', 'app'])('the change names a table of the schema %s', (schema) => {
  const prefix = schema === 'public' ? '' : `${schema}.`;
  const indexes = ['a', 'b'].map((name) => index(name, { schema, unique: true, constraint: name }));
  expect(changesOf({ schema, name: 'Codes', indexes })).toEqual([
    `alter table ${prefix}"Codes" drop constraint b;`,
  ]);
});

describe('redundancy is claimed', () => {
  const codes = tableOf({ schema: 'public', name: 'codes', indexes: [index('a'), index('b')] });
  const by = (name: string, bounded = true, cost = 1): Plan =>
    planOf({ cost, rows: 1 }, [
      access({
        relation: 'codes',
        method: 'index',
        indexes: [name],
        conditions: bounded ? [predicate("(o.code = 'x')", 'code')] : [],
      }),
    ]);
  const statement = { sql: 'select', parameters: [] };
  const probe = { name: 'codes by code', table: 'codes' } as unknown as Probe;
  const planned = (...plans: readonly Plan[]): ScannedCase => ({
    probe,
    label: 'common',
    points: plans.map((plan, i) => ({ scale: 10 ** (3 + i), plan, statement })),
  });
  const found = (cases: readonly ScannedCase[], without?: readonly ScannedCase[]) =>
    redundantIndex({
      facts: { tables: [codes] },
      model: { driving: 'codes', tables: [], inferences: [] },
      made: [],
      cases,
      rowsAt: () => 1e6,
      largest: 1e6,
      ...(without === undefined ? {} : { without }),
    });

  test('where the cases that read by the index stay bounded without it', () => {
    const [claim] = found([planned(by('b'), by('b'))], [planned(by('a'), by('a'))]);
    expect(claim).toMatchObject({ subject: 'b', change: 'drop index b;' });
    expect(claim?.why).toBe(
      'a (code) contains the columns of b (code), and planned without b, 1 query that reads by it stays bounded by the same columns, costs at most a tenth more, or costs less than 100. Each insert writes both.',
    );
  });

  test('where the plan without it costs about the same', () => {
    const claims = (cost: number) =>
      found([planned(by('b', true, 1_000))], [planned(by('a', false, cost))]);
    expect(claims(1_050)).toHaveLength(1);
    expect(claims(1_200)).toEqual([]);
  });

  test('where a small table is read in full without it', () => {
    expect(found([planned(by('b', true, 19))], [planned(by('a', false, 23))])).toHaveLength(1);
    expect(found([planned(by('b', true, 19))], [planned(by('a', false, 120))])).toEqual([]);
  });

  test('where no case reads by it', () => {
    expect(found([planned(by('a'))])[0]?.why).toContain('no generated query reads by b');
  });

  test('and not where a case loses its bound, where one was not planned again, or where nothing was planned', () => {
    expect(found([planned(by('b'), by('b'))], [planned(by('a'), by('a', false, 200))])).toEqual([]);
    expect(found([planned(by('b'), by('b'))], [planned(by('a'))])).toEqual([]);
    expect(found([planned(by('b'))])).toEqual([]);
    expect(found([])).toEqual([]);
  });

  test('and never of an index that another finding is about', () => {
    const claims = found([planned(by('a'))]);
    const lost = { ...claims[0], kind: 'index-lost' } as ScanFinding;
    expect(withoutNeeded(claims)).toEqual(claims);
    expect(withoutNeeded([...claims, lost])).toEqual([lost]);
  });
});
