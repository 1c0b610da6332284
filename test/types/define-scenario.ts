/** Compiled by `tsc --noEmit`, never run: what the types of a scenario allow, and what they refuse. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import {
  builtQuery,
  defineScenario,
  draw,
  email,
  fixed,
  reference,
  serial,
  text,
  time,
} from 'plancliff';

interface Database {
  users: {
    id: Generated<number>;
    number: GeneratedAlways<number>;
    email: string;
    nickname: string | null;
    created_at: ColumnType<Date, string | undefined, never>;
  };
  posts: { id: Generated<number>; user_id: number };
}

const users = { rows: fixed(10), columns: { email: email() } };
const posts = { columns: { user_id: reference('users') } };
const rest = { schema: '', driving: 'posts', queries: {} } as const;

defineScenario<Database>({ ...rest, tables: { users, posts } });

defineScenario<Database>({
  ...rest,
  tables: {
    posts,
    users: {
      rows: fixed(10),
      columns: {
        id: serial(),
        email: email(),
        nickname: text({ minLength: 3, maxLength: 9 }),
        created_at: time({ from: '2025-01-01' }),
      },
    },
  },
  queries: {
    newest: { sql: 'select 1 where $1', cases: { one: [draw.common('users.email')] } },
  },
});

// A scenario in JavaScript, or without an interface, may hold any table.
defineScenario({ ...rest, driving: 'anything', tables: { anything: { columns: {} } } });

// @ts-expect-error -- a table is missing
defineScenario<Database>({ ...rest, tables: { posts } });

// @ts-expect-error -- the driving table is not one
defineScenario<Database>({ ...rest, driving: 'post', tables: { users, posts } });

defineScenario<Database>({
  ...rest,
  tables: {
    users,
    // @ts-expect-error -- a column that the table lacks
    posts: { columns: { user_id: reference('users'), title: email() } },
  },
});

defineScenario<Database>({
  ...rest,
  tables: {
    users,
    // @ts-expect-error -- a column that is NOT NULL and has no default
    posts: { columns: { id: serial() } },
  },
});

defineScenario<Database>({
  ...rest,
  tables: {
    users,
    // @ts-expect-error -- a constructor that was not called
    posts: { columns: { user_id: serial } },
  },
});

// @ts-expect-error -- an unknown level
defineScenario<Database>({ ...rest, tables: { users, posts }, rules: { 'no-index': 'fatal' } });

// @ts-expect-error -- an unknown finding
defineScenario<Database>({ ...rest, tables: { users, posts }, rules: { 'no-indexes': 'off' } });

defineScenario<Database>({
  ...rest,
  tables: { users, posts },
  // @ts-expect-error -- a query with neither `sql` nor `build`
  queries: { newest: { description: 'newest' } },
});

interface Search {
  status: string;
  limit: number;
  tags: readonly string[];
}
const build = (values: Search) => ({ compile: () => ({ sql: values.status, parameters: [] }) });
const search = { status: 'new', limit: 5, tags: ['a'] };

// A built query with typed cases stands in a scenario beside others, with a Database interface and without.
defineScenario<Database>({
  ...rest,
  tables: { users, posts },
  queries: { found: builtQuery({ build, cases: { given: search } }), all: { sql: 'select 1' } },
});

builtQuery({
  build,
  cases: {
    drawn: {
      status: draw.common('users.email'),
      limit: 5,
      tags: [draw.common('users.email'), 'b'],
    },
  },
});

// @ts-expect-error -- a misspelt name
builtQuery({ build, cases: { given: { ...search, stauts: 'new' } } });

// @ts-expect-error -- a missing value
builtQuery({ build, cases: { given: { status: 'new', limit: 5 } } });

// @ts-expect-error -- undefined for a value
builtQuery({ build, cases: { given: { ...search, status: undefined } } });

// @ts-expect-error -- a value of another type
builtQuery({ build, cases: { given: { ...search, limit: 'five' } } });

// @ts-expect-error -- a misspelt key of the query
builtQuery({ build, case: { given: search } });

// @ts-expect-error -- a misspelt key of the definition
defineScenario({ ...rest, tables: { users }, querys: {} });
