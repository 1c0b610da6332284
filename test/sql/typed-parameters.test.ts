import { parse } from '../../src/sql/parse';
import { withTypedParameters } from '../../src/sql/typed-parameters';

it.each([
  ['select now() - interval $1', 'select now() - $1::interval'],
  [
    'select * from t where at > timestamptz $1 and d = date $2',
    'select * from t where at > $1::timestamptz and d = $2::date',
  ],
  ['select timestamp with time zone $1', 'select $1::timestamp with time zone'],
  ['select double precision $1', 'select $1::double precision'],
  ['select extract($1 from at) from t', 'select pg_catalog.date_part($1, at) from t'],
  [
    'select EXTRACT ( $1 FROM at), INTERVAL $2 from t',
    'select pg_catalog.date_part($1, at), $2::interval from t',
  ],
  ['select interval $1 /* interval $2 */', 'select $1::interval /* interval $2 */'],
])('%s', async (given, written) => {
  const text = await withTypedParameters(given);
  expect(text).toBe(written);
  expect((await parse(text)).ok).toBe(true);
});

it.each([
  'select $1::interval',
  'select date from t where date = $1',
  "select 'interval $1'",
  'select t.date, $1 from t',
  'select nonsense nonsense nonsense',
])('leaves %s as it is', async (text) => {
  expect(await withTypedParameters(text)).toBe(text);
});
