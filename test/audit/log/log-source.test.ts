import { readLogSource } from '../../../src/audit/log/log-source';
import { statisticsCsv } from '../../../src/audit/log/statistics-csv';

const textLog = [
  '2026-11-28 10:00:00.123 UTC [77] app@shop LOG:  duration: 12.500 ms  plan:',
  '\tQuery Text: select *',
  '\t  from orders',
  "\t  where state = $1 and note = 'a LOG:  b'",
  "\tQuery Parameters: $1 = 'it''s new'",
  '\tIndex Scan using orders_state_idx on orders  (cost=0.29..8.31 rows=1 width=40)',
  "\t  Index Cond: (state = 'x'::text)",
  '2026-11-28 10:00:01.123 UTC [77] app@shop LOG:  duration: 99.000 ms  plan:',
  "\tQuery Text: select * from orders where state = $1 and note = 'b'",
  '\tQuery Parameters: $1 = NULL',
  '\tSeq Scan on orders  (cost=0.00..900.00 rows=900 width=40)',
  '2026-11-28 10:00:02.123 UTC [77] app@shop LOG:  duration: 1.000 ms  plan:',
  '\tQuery Text: select count(*) from items where id > $1',
  "\tQuery Parameters: $1 = 'aaaa...'",
  '\tAggregate  (cost=1.00..2.00 rows=1 width=8)',
  '2026-11-28 10:00:02.200 UTC [77] app@shop LOG:  checkpoint starting: time',
  '2026-11-28 10:00:02.300 UTC [77] app@shop ERROR:  syntax error',
  '2026-11-28 10:00:02.400 UTC [77] app@shop STATEMENT:  select secret from nowhere',
].join('\n');

const plan = JSON.stringify({
  'Query Text': 'select * from orders where id = $1',
  'Query Parameters': "$1 = '42'",
  Plan: { 'Node Type': 'Index Scan' },
});
const message = `duration: 5.000 ms  plan:\n${plan}`;

test('a log for people: the longest first, calls with other values as cases', async () => {
  const { inputs, notes } = await readLogSource(textLog, 'server.log', { top: 10 });
  expect(notes).toEqual([]);
  expect(
    inputs.map(({ origin, ...each }) => ({
      name: origin.query.replace(/ \w{8}$/, ''),
      case: origin.case,
      sql: 'sql' in each ? each.sql : '',
      parameters: 'parameters' in each ? each.parameters : undefined,
    })),
  ).toEqual([
    {
      name: 'select orders',
      case: 'call 1',
      sql: "select * from orders where state = $1 and note = 'b'",
      parameters: [null],
    },
    {
      name: 'select orders',
      case: 'call 2',
      sql: "select *\n  from orders\n  where state = $1 and note = 'a LOG:  b'",
      parameters: ["it's new"],
    },
    // Its value was cut.
    {
      name: 'select items',
      case: 'any',
      sql: 'select count(*) from items where id > $1',
      parameters: undefined,
    },
  ]);
});

test.each([
  ['jsonlog', JSON.stringify({ timestamp: '2026-11-28 10:00:00 UTC', error_severity: 'LOG', message })], // prettier-ignore
  [
    'csvlog',
    `2026-11-28 10:00:00.123 UTC,"app","shop",77,"[local]",63f,1,"SELECT",2026-11-28 10:00:00 UTC,3/4,0,LOG,00000,"${message.replaceAll('"', '""')}",,,,,,,,,"psql","client backend",,0`,
  ],
])('%s', async (_, text) => {
  const { inputs } = await readLogSource(`${text}\n`, 'log', { top: 10 });
  expect(inputs).toHaveLength(1);
  expect(inputs[0]).toMatchObject({
    sql: 'select * from orders where id = $1',
    parameters: ['42'],
  });
});

test('a log without plans says what to set', async () => {
  const { inputs, notes } = await readLogSource('LOG:  database system is ready', 'x.log', { top: 5 }); // prettier-ignore
  expect(inputs).toEqual([]);
  expect(notes[0]).toContain('auto_explain.log_min_duration');
});

test('pg_stat_statements as CSV, of either set of names', () => {
  const csv =
    'userid,query,calls,total_exec_time\n10,"select ""a"", b\nfrom t where c = $1",4,20.5\n10,,1,1\n';
  expect(statisticsCsv(csv)).toEqual([
    { sql: 'select "a", b\nfrom t where c = $1', calls: 4, totalMs: 20.5, meanMs: 5.125 },
  ]);
  expect(statisticsCsv('query,calls,mean_time\nselect 1,2,3\n')).toEqual([
    { sql: 'select 1', calls: 2, totalMs: 6, meanMs: 3 },
  ]);
  expect(statisticsCsv('a,b\n1,2\n')).toBeUndefined();
});
