import { fixed, ratio, serial, sql, text } from '../../../src/index';
import type { Family } from '../types';

/** Items that were counted and items that were not: subplans that are hashed, or not any more, or run for each row. */
export const stockAudit: Family = {
  name: 'stock-audit',
  heldOut: false,
  schema: `
    create table items (id bigint primary key, shelf bigint not null, name text not null);
    create index items_shelf_idx on items (shelf);
    create table counted (id bigint primary key, item_id bigint not null, quantity integer not null);
    create table recounted (id bigint primary key, item_id bigint not null, quantity integer not null);
    create index recounted_item_idx on recounted (item_id);
    create table retired (item_id bigint primary key);
  `,
  driving: 'items',
  tables: {
    items: {
      columns: {
        id: serial(),
        shelf: sql('1 + floor(u * n / 25)::bigint'),
        name: text({ minLength: 30, maxLength: 60 }),
      },
    },
    counted: {
      rows: ratio(0.3),
      columns: { id: serial(), item_id: sql('i * 3'), quantity: sql('floor(u * 100)::integer') },
    },
    recounted: {
      rows: ratio(0.3),
      columns: {
        id: serial(),
        item_id: sql('i * 3 + 1'),
        quantity: sql('floor(u * 100)::integer'),
      },
    },
    retired: { rows: fixed(40), columns: { item_id: sql('i * 5') } },
  },
  cases: {
    'items not counted': {
      expected: 'error',
      cause: 'subplan not hashed',
      sql: 'select id, name from items where id not in (select item_id from counted)',
      // Each item is compared with half of those counted: larger sizes take minutes.
      sizes: [8_000, 12_000, 20_000],
      end: { settings: { work_mem: '64kB', hash_mem_multiplier: '1' } },
      rival: {
        sql: 'select id, name from items i where not exists (select from counted c where c.item_id = i.id)',
      },
    },
    'last count of each item of a shelf': {
      expected: 'error',
      cause: 'missing index',
      sql: `select i.id, (select max(c.quantity) from counted c where c.item_id = i.id)
        from items i where i.shelf = $1`,
      values: [60],
      rival: { ddl: ['create index on counted (item_id)'] },
    },
    'items that are not retired': {
      expected: 'none',
      cause: 'subplan not hashed',
      sql: 'select id, name from items where id not in (select item_id from retired)',
      rival: {
        sql: 'select id, name from items i where not exists (select from retired r where r.item_id = i.id)',
      },
    },
    'items not counted, by not exists': {
      expected: 'none',
      cause: 'subplan not hashed',
      sql: 'select id, name from items i where not exists (select from counted c where c.item_id = i.id)',
      rival: { ddl: ['create index on counted (item_id)'], settings: { enable_hashjoin: 'off' } },
    },
    'last recount of each item of a shelf': {
      expected: 'none',
      cause: 'missing index',
      sql: `select i.id, (select max(r.quantity) from recounted r where r.item_id = i.id)
        from items i where i.shelf = $1`,
      values: [60],
      rival: { hide: ['recounted_item_idx'] },
    },
    'is an item retired': {
      expected: 'none',
      cause: 'small table',
      sql: 'select exists (select from retired where item_id = $1)',
      values: [55],
      rival: { hide: ['retired_pkey'] },
    },
  },
};
