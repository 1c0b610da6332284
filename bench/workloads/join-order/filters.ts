/**
 * Filters by name for each table, and how a variant's filters are read.
 *
 * `mc:!merged` is one of them or its opposite, `cn:film|warner` one or the other; `t:>2005`, `t:=1998` and
 * `t:1950..2000` ask for years, `t:ep5..99` for numbers of episodes, `mx:>5.0` for a rating.
 */
import { codeOf, tables, type Code } from './graph';

type Filter = (alias: string) => string;

const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
const list = (values: readonly string[]) => `(${values.map(quoted).join(', ')})`;

const is =
  (column: string, value: string): Filter =>
  (of) =>
    `${of}.${column} = ${quoted(value)}`;
const isIn =
  (column: string, ...values: readonly string[]): Filter =>
  (of) =>
    `${of}.${column} in ${list(values)}`;
const like =
  (column: string, pattern: string): Filter =>
  (of) =>
    `${of}.${column} like ${quoted(pattern)}`;
const given =
  (column: string): Filter =>
  (of) =>
    `${of}.${column} is not null`;
const missing =
  (column: string): Filter =>
  (of) =>
    `${of}.${column} is null`;
const between =
  (column: string, from: string, to: string): Filter =>
  (of) =>
    `${of}.${column} between ${from} and ${to}`;
/** Men, or women of a letter. */
const menOr =
  (letter: string): Filter =>
  (of) =>
    `(${of}.gender = 'm' or (${of}.gender = 'f' and ${of}.name like '${letter}%'))`;

const nordic = [
  'Sweden',
  'Norway',
  'Denmark',
  'Germany',
  'Swedish',
  'Norwegian',
  'Danish',
  'German',
];
const heroes = ['superhero', 'comics', 'from-comic', 'fight'];
const deaths = ['murder', 'blood', 'gore', 'death', 'nudity'];
const voices = ['(voice)', '(voice) (uncredited)', '(voice: English version)'];

type Filters = Readonly<Record<string, Filter>>;

const filters: { readonly [C in Code]?: Filters } = {
  t: {
    named: (of) => `${of}.title <> ''`,
    exactly: is('title', 'Iron panda 2'),
    'piece*': like('title', 'One night%'),
    'dragon*': like('title', 'Dragon road%'),
    'winter*': like('title', 'Winter mirror%'),
    'champion*': like('title', 'Champion%'),
    'loser*': like('title', 'Loser%'),
    'panda*': like('title', 'Iron love panda%'),
    'vampire*': like('title', 'Vampire%'),
    'war*': like('title', 'War%'),
    '*champion*': like('title', '%champion%'),
    '*loser*': like('title', '%loser%'),
    '*money*': like('title', '%money%'),
    '*movie*': like('title', '%movie%'),
    '*murder*': like('title', '%murder%'),
    '*Murder*': like('title', '%Murder%'),
    '*Mord*': like('title', '%Mord%'),
    '*panda*': like('title', '%Iron%love%panda%'),
    '*letter*': like('title', '%letter%'),
    '*island*': like('title', '%island%'),
  },
  n: {
    m: is('gender', 'm'),
    f: is('gender', 'f'),
    gendered: given('gender'),
    menOrA: menOr('A'),
    menOrB: menOr('B'),
    codeAF: between('name_pcode_cf', "'A'", "'F'"),
    codeD: like('name_pcode_cf', 'D%'),
    star: like('name', '%Winter%Robert%'),
    'B*': like('name', 'B%'),
    'X*': like('name', 'X%'),
    'Z*': like('name', 'Z%'),
    '*B*': like('name', '%B%'),
    '*Yo*': like('name', '%Yo%'),
    '*Yu*': like('name', '%Yu%'),
    '*An*': like('name', '%An%'),
    '*Ang*': like('name', '%Ang%'),
    '*Angel*': like('name', '%Angel%'),
    '*Tim*': like('name', '%Tim%'),
    '*Bert*': like('name', '%Bert%'),
  },
  an: { given: given('name'), 'A*': like('name', 'A%'), '*a*': like('name', '%a%') },
  pi: { given: given('note'), author: is('note', 'Volker Winter') },
  chn: {
    given: given('name'),
    queen: is('name', 'Queen'),
    '*sherlock*': like('name', '%sherlock%'),
    '*tony*': like('name', '%Man%engine%'),
    '*iron*': like('name', '%Iron%man%'),
    '*man*': like('name', '%man%'),
    '*Man*': like('name', '%Man%'),
  },
  cn: {
    us: is('country_code', '[us]'),
    de: is('country_code', '[de]'),
    jp: is('country_code', '[jp]'),
    nl: is('country_code', '[nl]'),
    ru: is('country_code', '[ru]'),
    pl: is('country_code', '[pl]'),
    sm: is('country_code', '[sm]'),
    tube: is('name', 'Video Media 1000'),
    dream: is('name', 'Dream Studio 1000'),
    'fox*': like('name', 'Fox%'),
    'twentieth*': like('name', 'Twentieth Film%'),
    'lion*': like('name', 'Lion%'),
    '*film*': like('name', '%Film%'),
    '*warner*': like('name', '%Warner%'),
  },
  k: {
    given: given('keyword'),
    inTitle: is('keyword', 'name-in-title'),
    sequel: is('keyword', 'sequel'),
    animation: is('keyword', 'animation'),
    universe: is('keyword', 'one-universe'),
    rare: is('keyword', 'mirror-road-20'),
    '*sequel*': like('keyword', '%sequel%'),
    sequels: isIn('keyword', 'sequel', 'revenge', 'from-novel'),
    murders: isIn('keyword', 'murder', 'murder-in-title'),
    violence: isIn('keyword', 'murder', 'murder-in-title', 'blood', 'violence'),
    deaths: isIn('keyword', ...deaths),
    deaths7: isIn('keyword', ...deaths, 'violence', 'hospital'),
    heroes: isIn('keyword', ...heroes),
    heroes8: isIn('keyword', ...heroes, 'sequel', 'second-part', 'tv-special', 'violence'),
    heroes10: isIn(
      'keyword',
      ...heroes,
      'tv-special',
      'violence',
      'magnet',
      'web',
      'claw',
      'laser',
    ),
    combat: isIn('keyword', 'hero', 'martial-arts', 'close-combat'),
    combat4: isIn('keyword', 'hero', 'martial-arts', 'close-combat', 'animated-film'),
    loners: isIn('keyword', 'nerd', 'loner', 'alienation', 'dignity'),
  },
  ci: {
    voice: is('note', '(voice)'),
    dubbed: is('note', '(voice: English version)'),
    voices: isIn('note', ...voices),
    voices4: isIn('note', ...voices, '(voice: Japanese version)'),
    producers: isIn('note', '(producer)', '(executive producer)'),
    writers: isIn('note', '(writer)', '(head writer)', '(written by)', '(story)', '(story editor)'),
    '*voice*': like('note', '%(voice)%'),
    '*uncredited*': like('note', '%(uncredited)%'),
    '*producer*': like('note', '%(producer)%'),
  },
  mc: {
    given: given('note'),
    bare: missing('note'),
    merged: like('note', '%(as Merged Pictures)%'),
    joint: like('note', '%(co-production)%'),
    presents: like('note', '%(presents)%'),
    theatrical: like('note', '%(theatrical)%'),
    tape: like('note', '%(tape)%'),
    disc: like('note', '%(disc)%'),
    tv: like('note', '%(TV)%'),
    usa: like('note', '%(USA)%'),
    france: like('note', '%(France)%'),
    japan: like('note', '%(Japan)%'),
    world: like('note', '%(worldwide)%'),
    '1994': like('note', '%(1994)%'),
    '2006': like('note', '%(2006)%'),
    '2007': like('note', '%(2007)%'),
    '200x': like('note', '%(200%)%'),
  },
  mi: {
    given: given('info'),
    bare: missing('note'),
    internet: like('note', '%internet%'),
    bulgaria: isIn('info', 'Bulgaria'),
    usa: isIn('info', 'USA', 'American'),
    german: isIn('info', 'Germany', 'German'),
    german4: isIn('info', 'Sweden', 'Germany', 'Swedish', 'German'),
    atlantic: isIn('info', 'Germany', 'German', 'USA', 'American'),
    nordic: isIn('info', ...nordic),
    nordic9: isIn('info', ...nordic, 'English'),
    nordic10: isIn('info', ...nordic, 'USA', 'American'),
    horror: is('info', 'Horror'),
    thrillers: isIn('info', 'Horror', 'Thriller'),
    dramas: isIn('info', 'Drama', 'Horror'),
    dramas4: isIn('info', 'Drama', 'Horror', 'Western', 'Family'),
    crimes: isIn('info', 'Horror', 'Action', 'Fantasy', 'Thriller', 'Crime', 'War'),
    us199: like('info', 'USA:% 199%'),
    us200: like('info', 'USA:% 200%'),
    us201: like('info', 'USA:% 201%'),
    us2008: like('info', 'USA:% 2008%'),
    jp200: like('info', 'Japan:% 200%'),
    jp201: like('info', 'Japan:% 201%'),
    jp2007: like('info', 'Japan:% 2007%'),
  },
  kt: {
    movie: is('kind', 'movie'),
    series: is('kind', 'series'),
    movies: isIn('kind', 'movie', 'episode'),
    shows: isIn('kind', 'series', 'episode'),
    films: isIn('kind', 'movie', 'tv movie', 'video movie', 'video game'),
  },
  lt: {
    features: is('link', 'features'),
    mentions: isIn('link', 'references', 'referenced in', 'features', 'featured in'),
    sequels: isIn('link', 'sequel', 'follows', 'followed by'),
    '*follow*': like('link', '%follow%'),
    '*follows*': like('link', '%follows%'),
  },
  it: Object.fromEntries(
    Object.entries({
      genres: 'genres',
      countries: 'countries',
      releases: 'release dates',
      budget: 'budget',
      rating: 'rating',
      votes: 'votes',
      best: 'best 250 rank',
      worst: 'worst 10 rank',
      biography: 'biography',
      trivia: 'trivia',
      height: 'height',
    }).map(([name, info]) => [name, is('info', info)]),
  ),
  rt: {
    actor: is('role', 'actor'),
    actress: is('role', 'actress'),
    writer: is('role', 'writer'),
    costumes: is('role', 'costumes'),
  },
  ct: {
    given: given('kind'),
    producer: is('kind', 'producer'),
    distributor: is('kind', 'distributor'),
  },
  sub: { cast: is('kind', 'cast'), crew: is('kind', 'crew'), both: isIn('kind', 'cast', 'crew') },
  sta: {
    complete: is('kind', 'complete'),
    verified: is('kind', 'complete and verified'),
    'complete*': like('kind', 'complete%'),
    '*complete*': like('kind', '%complete%'),
  },
};

/** SQL of the filters of one variant. */
export function readFilters(text: string): readonly string[] {
  return text
    .split(' ')
    .filter((token) => token !== '')
    .map((token) => {
      const [alias = '', choice = ''] = token.split(':');
      const any = choice.split('|').map((name) => filter(alias, name));
      return any.length === 1 ? any.join() : `(${any.join(' or ')})`;
    });
}

function filter(alias: string, name: string): string {
  if (name.startsWith('!')) return `not ${filter(alias, name.slice(1))}`;
  const code = codeOf(alias);
  const named = filters[code]?.[name] ?? numeric(code, name);
  if (named === undefined) throw new Error(`${tables[code]} has no filter ${name}`);
  return named(alias);
}

function numeric(code: Code, text: string): Filter | undefined {
  const [, episode, range, from, to, compare, value] =
    /^(ep)?(?:((\d+)\.\.(\d+))|([<>=])([\d.]+))$/.exec(text) ?? [];
  const column = code === 'mx' ? 'info' : episode ? 'episode_nr' : 'production_year';
  if (code !== 't' && code !== 'mx') return undefined;
  if (range !== undefined) return between(column, from ?? '', to ?? '');
  if (compare === undefined || value === undefined) return undefined;
  return (of) => `${of}.${column} ${compare} ${code === 'mx' ? quoted(value) : value}`;
}
