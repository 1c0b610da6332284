import { guard } from '../../src/sql/guard';
import type { Mentions } from '../../src/sql/mentions';
import { type Behind, type Callable, sideEffect } from '../../src/audit/side-effects';

const callable = (name: string, over: Partial<Callable>): Callable => ({
  shown: `public.${name}`,
  language: 'plpgsql',
  volatile: false,
  trusted: false,
  definition: null,
  ...over,
});
const sql = (name: string, body: string): Callable =>
  callable(name, {
    language: 'sql',
    definition: `create function public.${name}() returns int language sql as $f$ ${body} $f$`,
  });

const functions: Readonly<Record<string, Callable>> = {
  evil: callable('evil', {}),
  evil_c: callable('evil_c', { language: 'c' }),
  loud: callable('loud', { volatile: true }),
  st_within: callable('st_within', { language: 'c', trusted: true }),
  harmless: sql('harmless', 'select lower($1)'),
  wrapper: sql('wrapper', 'select evil()'),
  atomic: callable('atomic', {
    language: 'sql',
    definition:
      'create function public.atomic() returns int language sql begin atomic select evil(); end',
  }),
  recursive: sql('recursive', 'select recursive()'),
  pg_sleep: callable('pg_sleep', {
    shown: 'pg_catalog.pg_sleep',
    language: 'internal',
    volatile: true,
    trusted: true,
  }),
  sleeper: sql('sleeper', 'select pg_sleep(1)'),
  open_sleeper: { ...sql('open_sleeper', 'select pg_sleep(1)'), volatile: true },
  changer: { ...sql('changer', 'update t set a = 1 returning 1'), volatile: true },
  through_view: sql('through_view', 'select * from sleepy'),
  taker: sql('taker', 'select txid_current()'),
};
const views: Readonly<Record<string, string>> = {
  plain: 'select id from orders',
  sleepy: 'select pg_sleep(1)',
  nested: 'select * from bad',
  bad: 'select evil(1) as x',
  locking: 'select id from orders for update',
};

function lookUp(mentions: Mentions): Promise<Behind> {
  return Promise.resolve({
    callables: [...mentions.functions].flatMap((name) => functions[name] ?? []),
    views: [...mentions.relations].flatMap((name) =>
      views[name] === undefined ? [] : { shown: `public.${name}`, definition: views[name] },
    ),
  });
}

async function effect(text: string): Promise<string | undefined> {
  const guarded = await guard(text);
  if (!guarded.ok) throw new Error(guarded.reason);
  return sideEffect(guarded.mentions, lookUp);
}

describe('sideEffect', () => {
  it.each([
    'select lower(a), count(*) from t where now() > b',
    'select loud()',
    'select st_within(a, b) from t',
    "select harmless('A')",
    'select recursive()',
    'select pg_sleep(1)',
    'select open_sleeper()',
    'select * from sleepy',
    'select * from plain',
  ])('finds none in %s', async (text) => expect(await effect(text)).toBeUndefined());

  it.each([
    ['select evil()', 'public.evil(), written in plpgsql'],
    ['select * from t where a = (select evil_c())', 'public.evil_c(), written in c'],
    ['select wrapper()', 'public.evil()'],
    ['select sleeper()', 'pg_catalog.pg_sleep(), which is volatile'],
    ['select through_view()', 'pg_catalog.pg_sleep(), which is volatile'],
    ['select atomic()', 'public.evil()'],
    ['select * from nested', 'public.evil()'],
    ['select * from locking', 'public.locking, which changes or locks rows'],
    ['select changer()', 'public.changer, which changes or locks rows'],
    ['select * from t where xmin = txid_current()', 'takes a transaction id'],
    ['select taker()', 'takes a transaction id'],
    ["select table_to_xml('t', true, true, '')", 'reads a whole table'],
  ])('finds one in %s', async (text, part) => expect(await effect(text)).toContain(part));
});
