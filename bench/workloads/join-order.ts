/**
 * The join order benchmark: its schema, the proportions of its tables, and the join graphs of its 113 queries, in words
 * of our own. The scale is the number of titles; the movie database of the benchmark has 2,528,312.
 *
 * Rows are synthetic: references are skewed, kinds weighted, years rise, texts repeat or do not as they do there, but
 * no column depends on another. The SQL is generated from `join-order/families.ts`; joins that follow from others are
 * left out, since the planner derives them.
 *
 * geqo is off. From 12 tables on (families 24, 26 to 30 and 33) it searches join orders by a seeded random walk, in
 * which the smallest difference of cost leads to another tree: of these 20 queries at 30k titles, two runs of ANALYZE
 * over the same rows agreed in 18.5 % with geqo and in 93 % without. Searched in full, the cheapest order is found,
 * whatever the seed.
 * `join_collapse_limit` and `from_collapse_limit` bind nothing: the tables stand in one FROM list, without JOIN.
 */
import {
  constant,
  correlated,
  defineScenario,
  fixed,
  nullable,
  ratio,
  reference,
  serial,
  skew,
  sql,
  text,
  weighted,
  zipf,
} from 'plancliff';
import { queries } from './join-order/queries';
import {
  castKinds,
  castNotes,
  companyKinds,
  companyWords,
  countryCodes,
  forenames,
  infoTypes,
  infoWords,
  keywords,
  links,
  nouns,
  roles,
  surnames,
  titleKinds,
} from './join-order/words';

/** Rows of the benchmark's tables; others follow the scale in proportion to titles. */
const titles = 2_528_312;
const perTitle = (rows: number) => ratio(rows / titles);

const array = (words: readonly string[]) => `(array['${words.join("','")}'])`;
/** The row's own word: for tables of a few rows. */
const inOrder = (words: readonly string[]) => sql(`${array(words)}[i]`);
/** A word by the draw; `stride` makes further ones out of its lower digits. */
const drawn = (words: readonly string[], stride = 1) =>
  `${array(words)}[1 + floor(u * ${words.length * stride})::bigint % ${words.length}]`;
const phrase = `initcap(${drawn(nouns)}) || ' ' || ${drawn(nouns, 1e3)} || ' ' || ${drawn(nouns, 1e6)}`;
/** A few letters of the row's own. */
const own = (letters: number) => `left(md5(i::text), ${letters})`;

const title =
  sql(`case when u < 0.2 then 'Episode #' || floor(u * 1e3)::integer % 25 || '.' || floor(u * 1e5)::integer % 25
  when u < 0.4 then ${phrase} else ${phrase} || ' ' || ${own(6)} end`);
const personName = sql(
  `${drawn(surnames)} || ', ' || ${drawn(forenames, 1e3)} || ' ' || ${own(5)}`,
);
/** As soundex codes are: a letter and up to four digits. */
const code = sql(`chr(65 + floor(u * 26)::integer) || floor(u * 26e4)::bigint % 10000`);
const md5sum = text({ minLength: 32, maxLength: 32 });
const imdbIndex = nullable(0.95, weighted({ I: 60, II: 25, III: 10, IV: 5 }));
const kind = weighted([
  [1, 26],
  [2, 4],
  [3, 4],
  [4, 5],
  [6, 0.5],
  [7, 60.5],
]);
/** Ever more titles a year. */
const year = (missing: number) =>
  nullable(missing, sql('1890 + floor(123 * power((i - 1 + u) / n, 0.3))::integer'));
const season = nullable(0.4, zipf(40, 1.2));
const episode = nullable(0.4, zipf(800, 0.7));
/** A series of an episode. */
const series = nullable(0.4, reference('title', { skew: skew.zipf(0.7) }));

const releaseDate = `${array(['USA', 'Japan', 'Germany', 'UK', 'France', 'Sweden'])}[1 + floor(u * 60e3)::bigint % 6] || ':'
  || (1 + floor(u * 28e4)::bigint % 28) || ' May ' || (1950 + floor(u * 63e6)::bigint % 63)`;
const companyNote = sql(`'(' || (1950 + floor(u * 63)::integer) || ') ('
  || ${drawn(['USA', 'Germany', 'France', 'Japan', 'UK', 'worldwide'], 1e3)} || ') ('
  || ${drawn(['theatrical', 'tape', 'disc', 'TV', 'co-production', 'presents'], 1e6)} || ')'`);
const even = (values: number, ...most: readonly (readonly [number, number])[]) => {
  const others = Array.from({ length: values }, (_, k) => k + 1).filter((value) =>
    most.every(([named]) => named !== value),
  );
  return weighted([...most, ...others.map((value) => [value, 0.2] as const)]);
};

export default defineScenario({
  name: 'join-order',
  description: "The join order benchmark's schema, proportions and 113 join graphs",
  schema: { file: 'join-order.sql' },
  driving: 'title',
  settings: { geqo: false },
  tables: {
    kind_type: { rows: fixed(7), columns: { id: serial(), kind: inOrder(titleKinds) } },
    link_type: { rows: fixed(18), columns: { id: serial(), link: inOrder(links) } },
    info_type: {
      rows: fixed(113),
      columns: { id: serial(), info: sql(`coalesce(${array(infoTypes)}[i], 'info ' || i)`) },
    },
    role_type: { rows: fixed(12), columns: { id: serial(), role: inOrder(roles) } },
    company_type: { rows: fixed(4), columns: { id: serial(), kind: inOrder(companyKinds) } },
    comp_cast_type: { rows: fixed(4), columns: { id: serial(), kind: inOrder(castKinds) } },
    title: {
      columns: {
        id: serial(),
        title,
        imdb_index: imdbIndex,
        kind_id: kind,
        production_year: year(0.03),
        phonetic_code: nullable(0.05, code),
        episode_of_id: series,
        season_nr: season,
        episode_nr: episode,
        series_years: nullable(0.97, constant('2004-????')),
        md5sum,
      },
    },
    name: {
      rows: perTitle(4_167_491),
      columns: {
        id: serial(),
        name: personName,
        imdb_index: nullable(0.8, weighted({ I: 60, II: 25, III: 10, IV: 5 })),
        gender: weighted([
          ['m', 42],
          ['f', 23],
          [null, 35],
        ]),
        name_pcode_cf: nullable(0.02, code),
        name_pcode_nf: nullable(0.03, code),
        surname_pcode: nullable(0.2, code),
        md5sum,
      },
    },
    char_name: {
      rows: perTitle(3_140_339),
      columns: {
        id: serial(),
        name: sql(`case when i = 7 then 'Queen' else ${phrase} || ' ' || ${own(3)} end`),
        name_pcode_nf: nullable(0.1, code),
        surname_pcode: nullable(0.5, code),
        md5sum,
      },
    },
    company_name: {
      rows: perTitle(234_997),
      columns: {
        id: serial(),
        name: sql(`${drawn(companyWords)} || ' ' || ${drawn(companyWords, 1e3)} || ' ' || i`),
        country_code: nullable(0.08, weighted(countryCodes)),
        name_pcode_nf: nullable(0.05, code),
        name_pcode_sf: nullable(0.3, code),
        md5sum,
      },
    },
    keyword: {
      rows: perTitle(134_170),
      columns: {
        id: serial(),
        keyword: sql(
          `coalesce(${array(keywords)}[i], ${drawn(nouns)} || '-' || ${drawn(nouns, 1e3)} || '-' || i)`,
        ),
        phonetic_code: nullable(0.02, code),
      },
    },
    aka_title: {
      rows: perTitle(361_472),
      columns: {
        id: serial(),
        movie_id: reference('title'),
        title,
        imdb_index: imdbIndex,
        kind_id: kind,
        production_year: year(0.1),
        phonetic_code: nullable(0.05, code),
        season_nr: nullable(0.95, zipf(40, 1.2)),
        episode_nr: nullable(0.95, zipf(800, 0.7)),
        note: nullable(0.4, weighted({ '(imdb display title)': 20, '(USA)': 10, '(UK)': 5 })),
        md5sum,
      },
    },
    aka_name: {
      rows: perTitle(901_343),
      columns: {
        id: serial(),
        person_id: reference('name', { ordered: true, skew: skew.zipf(0.4) }),
        name: personName,
        imdb_index: imdbIndex,
        name_pcode_cf: nullable(0.05, code),
        name_pcode_nf: nullable(0.1, code),
        surname_pcode: nullable(0.3, code),
        md5sum,
      },
    },
    cast_info: {
      rows: perTitle(36_244_344),
      columns: {
        id: serial(),
        // The lists that it was made from are sorted by person.
        person_id: reference('name', { ordered: true, skew: skew.zipf(0.6) }),
        movie_id: reference('title', { skew: skew.zipf(0.3) }),
        person_role_id: nullable(0.5, reference('char_name', { skew: skew.zipf(0.8) })),
        note: nullable(0.64, weighted(castNotes)),
        nr_order: nullable(0.6, zipf(500, 0.9)),
        role_id: weighted([
          [1, 35],
          [2, 20.5],
          [3, 11],
          [4, 8],
          [5, 5],
          [6, 4],
          [7, 1],
          [8, 5],
          [9, 4],
          [10, 5.5],
          [11, 1],
        ]),
      },
    },
    complete_cast: {
      rows: perTitle(135_086),
      columns: {
        id: serial(),
        movie_id: reference('title'),
        subject_id: weighted([
          [1, 63],
          [2, 37],
        ]),
        status_id: weighted([
          [3, 18],
          [4, 82],
        ]),
      },
    },
    movie_companies: {
      rows: perTitle(2_609_129),
      columns: {
        id: serial(),
        movie_id: reference('title', { skew: skew.zipf(0.2) }),
        company_id: reference('company_name', { skew: skew.zipf(0.9) }),
        company_type_id: weighted([
          [1, 51],
          [2, 49],
        ]),
        note: nullable(0.49, companyNote),
      },
    },
    movie_info: {
      rows: perTitle(14_835_720),
      columns: {
        id: serial(),
        // One kind of info after the other, each in the order of the titles: no order over all.
        movie_id: reference('title', { skew: skew.zipf(0.3) }),
        info_type_id: even(
          100,
          [1, 13],
          [2, 11],
          [3, 10],
          [4, 20],
          [5, 1.1],
          [11, 0.3],
          [12, 3],
          [14, 16],
          [15, 9],
        ),
        info: sql(`case when u < 0.45 then ${drawn(infoWords, 1e3)} when u < 0.72 then ${releaseDate}
          else repeat(md5(i::text), 1 + floor(u * 1e4)::integer % 4) end`),
        note: nullable(
          0.86,
          correlated(
            'info_type_id',
            0.2,
            sql(
              `'(' || ${drawn(['premiere', 'internet', 'limited', 'festival'])} || ' ' || ${own(2)} || ')'`,
            ),
          ),
        ),
      },
    },
    movie_info_idx: {
      rows: perTitle(1_380_035),
      columns: {
        id: serial(),
        movie_id: reference('title', { ordered: true }),
        info_type_id: weighted([
          [6, 333],
          [7, 333],
          [8, 333],
          [9, 0.18],
          [10, 0.007],
        ]),
        info: sql(`case when u < 0.5 then floor(u * 20)::integer || '.' || floor(u * 200)::integer % 10
          else floor(power(10, (u - 0.5) * 10))::integer::text end`),
      },
    },
    movie_keyword: {
      rows: perTitle(4_523_930),
      columns: {
        id: serial(),
        movie_id: reference('title', { ordered: true, skew: skew.zipf(0.4) }),
        keyword_id: reference('keyword', { skew: skew.zipf(0.85) }),
      },
    },
    movie_link: {
      rows: perTitle(29_997),
      columns: {
        id: serial(),
        movie_id: reference('title', { ordered: true }),
        linked_movie_id: reference('title', { skew: skew.zipf(0.5) }),
        link_type_id: zipf(17, 0.6),
      },
    },
    person_info: {
      rows: perTitle(2_963_664),
      columns: {
        id: serial(),
        person_id: reference('name', { skew: skew.zipf(0.3) }),
        info_type_id: even(40, [11, 6], [12, 10], [13, 10], [20, 25], [21, 25], [22, 8]),
        info: sql(`repeat(md5(i::text), 1 + floor(u * 8)::integer)`),
        note: nullable(0.88, sql(`case when u < 0.05 then 'Volker Winter' else ${own(4)} end`)),
      },
    },
  },
  queries,
});
