import type { ScannedFamily } from '../types';

/** Joins, subqueries and CTEs. */
export const joins: ScannedFamily['questions'] = {
  'distinct over a join': {
    sql: 'select distinct c.id, c.email from clients c join purchases p on p.client_id = c.id order by c.email limit 20',
    harmful: false,
    because:
      'clients come by the index of their emails, and an incremental sort stops with the limit: 92 pages with 1M purchases loaded',
  },
  'exists in place of a join': {
    sql: 'select c.id, c.email from clients c where exists (select from purchases p where p.client_id = c.id) order by c.email limit 20',
    harmful: false,
    because: 'a semi-join stops with the limit',
  },
  'a correlated count without an index': {
    sql: 'select c.id, (select count(*) from letters l where l.code + 0 = c.id) from clients c order by c.id limit 20',
    harmful: true,
    because: 'the letters are read in full for each of the twenty',
  },
  'a correlated count with an index': {
    sql: 'select c.id, (select count(*) from purchases p where p.client_id = c.id) from clients c where c.email = $1',
    values: [{ draw: 'rare', from: 'clients.email' }],
    harmful: false,
    because: 'one client, one read of the index',
  },
  'count for existence': {
    sql: 'select count(*) > 0 from purchases where total >= 0',
    harmful: true,
    because: 'all rows are counted to know whether there is one',
  },
  'exists for existence': {
    sql: 'select exists (select from purchases where client_id = $1)',
    values: [{ draw: 'common', from: 'purchases.client_id' }],
    harmful: false,
    because: 'one entry of the index',
  },
  'a materialized CTE': {
    sql: 'with p as materialized (select * from purchases) select * from p where id = $1',
    values: [4711],
    harmful: true,
    because: 'the condition does not reach the table',
  },
  'a CTE that is inlined': {
    sql: 'with p as (select * from purchases) select * from p where id = $1',
    values: [4711],
    harmful: false,
    because: 'the condition reaches the table',
  },
  'a forgotten join condition': {
    sql: 'select count(*) from purchases p, clients c where p.client_id = $1',
    values: [{ draw: 'rare', from: 'purchases.client_id' }],
    harmful: true,
    because: 'each purchase is paired with every client',
  },
  'the join condition': {
    sql: 'select count(*) from purchases p, clients c where p.client_id = $1 and c.id = p.client_id',
    values: [{ draw: 'rare', from: 'purchases.client_id' }],
    harmful: false,
    because: 'one client for each purchase',
  },
};
