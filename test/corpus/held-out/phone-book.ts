import { serial, sql, text, timeUniform } from '../../../src/index';
import type { Family } from '../types';

/** People found by what an application sends: other types, other collations, other cases of letters. */
export const phoneBook: Family = {
  name: 'phone-book',
  heldOut: true,
  schema: `
    create table people (
      id bigint primary key,
      member_code char(12) not null,
      account bigint not null,
      phone text not null,
      mobile text not null,
      surname text collate "en-x-icu" not null,
      email text not null,
      born date not null
    );
    create index people_member_code_idx on people (member_code);
    create index people_account_idx on people (account);
    create index people_phone_idx on people (phone);
    create index people_mobile_idx on people (mobile);
    create index people_surname_idx on people (surname);
    create index people_email_idx on people (email);
    create index people_born_idx on people (born);
  `,
  driving: 'people',
  tables: {
    people: {
      columns: {
        id: serial(),
        member_code: sql(`lpad(i::text, 12, 'M')`),
        account: sql('i * 11'),
        phone: sql(`'+49' || lpad((i * 17)::text, 12, '0')`),
        mobile: sql(`'+43' || lpad((i * 13)::text, 12, '0')`),
        surname: text({ minLength: 10, maxLength: 14 }),
        email: sql(`'Person.' || i || '@Example.org'`),
        born: timeUniform({ from: '1940-01-01', to: '2010-01-01' }),
      },
    },
  },
  cases: {
    'member code sent as text': {
      expected: 'error',
      cause: 'type or collation',
      sql: 'select id, phone from people where member_code = $1::text',
      values: ['MMMMMMMM1234'],
      rival: { sql: 'select id, phone from people where member_code = $1::char(12)' },
    },
    'account sent as numeric': {
      expected: 'error',
      cause: 'type or collation',
      sql: 'select id, phone from people where account = $1::numeric',
      values: ['11000'],
      rival: { sql: 'select id, phone from people where account = $1::bigint' },
    },
    'beginning of a surname': {
      expected: 'error',
      cause: 'type or collation',
      sql: `select id, surname from people where surname like 'abcdef%'`,
      rival: { ddl: ['create index on people (surname text_pattern_ops)'] },
    },
    'email whatever its case': {
      expected: 'error',
      cause: 'wrapped column',
      sql: 'select id, phone from people where lower(email) = $1',
      values: ['person.5000@example.org'],
      rival: { ddl: ['create index on people (lower(email))'] },
    },
    'phone or mobile, without spaces': {
      expected: 'error',
      cause: 'wrapped column',
      sql: `select id from people where replace(phone, ' ', '') = $1 or mobile = $1`,
      values: ['+43000000013000'],
      rival: { sql: 'select id from people where phone = $1 or mobile = $1' },
    },
    'phone or mobile': {
      expected: 'none',
      cause: 'or over several indexes',
      sql: 'select id from people where phone = $1 or mobile = $1',
      values: ['+43000000013000'],
      rival: { settings: { enable_bitmapscan: 'off' } },
    },
    'phone sent as varchar': {
      expected: 'none',
      cause: 'type or collation',
      sql: 'select id, surname from people where phone = $1::varchar',
      values: ['+49000000017000'],
      rival: { hide: ['people_phone_idx'] },
    },
    'born on a day sent as timestamp': {
      expected: 'none',
      cause: 'type or collation',
      sql: 'select id, surname from people where born = $1::timestamp',
      values: ['1984-05-06'],
      rival: { hide: ['people_born_idx'] },
    },
    'account sent as integer': {
      expected: 'none',
      cause: 'type or collation',
      sql: 'select id, surname from people where account = $1::integer',
      values: [11000],
      rival: { hide: ['people_account_idx'] },
    },
  },
};
