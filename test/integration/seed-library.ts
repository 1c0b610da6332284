import { reference, serial, text, time } from '../../src/model/distributions';
import { growingPartitions, ratio } from '../../src/model/growth';
import { draw } from '../../src/scenario/draw';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';
import { scenarioOf } from './scenario-of';

/** A schema that holds a little of everything a load has to step around. */
const schema = `
  create table books (
    id bigint generated always as identity primary key,
    title text not null,
    shelf int not null default 3,
    words int generated always as (length(title)) stored,
    constraint books_once unique (title, id) deferrable initially deferred
  );
  create index books_title on books (lower(title) text_pattern_ops) where shelf > 0;
  create index books_shelf on books (shelf) include (title) with (fillfactor = 70);
  create statistics books_related (dependencies) on title, shelf from books;
  create table loans (
    id bigint generated always as identity,
    book_id bigint not null references books (id),
    taken_at timestamptz not null,
    primary key (id, taken_at)
  ) partition by range (taken_at);
  create index on loans (book_id, taken_at desc);
  create table loans_2024 partition of loans for values from ('2024-01-01') to ('2025-01-01');
  create table loans_later partition of loans default;
  create index loans_later_only on loans_later (taken_at);
  create materialized view popular as select book_id, count(*) as n from loans group by book_id;
  create function refuse() returns trigger language plpgsql as $$ begin raise 'fired'; end $$;
  create trigger refuse before insert on books for each row execute function refuse();
  create trigger refuse before insert on loans for each row execute function refuse();
  create rule never as on insert to books where new.shelf = 3 do instead nothing;
`;

export function library(more = ''): Scenario {
  const ddl = schema + more;
  const definition: ScenarioDefinition = {
    schema: ddl,
    driving: 'loans',
    tables: {
      books: {
        rows: ratio(0.1),
        columns: { id: serial(), title: text({ minLength: 20, maxLength: 30 }) },
      },
      loans: {
        columns: {
          book_id: reference('books', 'id'),
          taken_at: time({ from: '2024-01-01', to: '2026-01-01' }),
        },
      },
    },
    queries: {
      'book-by-id': {
        sql: 'select * from books where id = $1',
        cases: { highest: [draw.highest('books.id')] },
      },
      'latest-loans': { sql: 'select * from loans order by taken_at desc limit 10' },
      'no-such-column': { sql: 'select author from books' },
    },
  };
  return scenarioOf('library', ddl, definition);
}

/** A log that gets a further partition for every thousand entries, and a table that refers to it. */
export function journal(): Scenario {
  const ddl = `
    create table entries (id bigint, at timestamptz, primary key (id, at)) partition by range (at);
    create index on entries (at desc);
    create table marks (id bigint primary key, entry bigint, at timestamptz, foreign key (entry, at) references entries);
  `;
  return scenarioOf('journal', ddl, {
    schema: ddl,
    driving: 'entries',
    tables: {
      entries: {
        columns: { id: serial(), at: time({ from: '2024-01-01', to: '2026-01-01' }) },
        partitions: growingPartitions({ by: 'month', column: 'at', rowsPerPartition: 1_000 }),
      },
      marks: { rows: ratio(0.01), columns: { id: serial() } },
    },
    queries: { latest: { sql: 'select * from entries order by at desc limit 10' } },
  });
}
