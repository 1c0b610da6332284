import { alternatives } from './alternatives';
import { expressions } from './expressions';
import { indexColumns } from './index-columns';
import { joins } from './joins';
import { order } from './order';
import { types } from './types';
import type { Question, ScannedFamily } from '../types';

/** The questions by what they are about. */
export const subjects = [expressions, alternatives, indexColumns, order, joins, types];

/** Ways to ask one small shop the same things: well, and as a hurried author writes it. */
export const shop: ScannedFamily = {
  name: 'shop',
  trial: false,
  schema: `
    create table clients (
      id bigint generated always as identity primary key, email text not null unique, nickname varchar(40),
      created_at timestamptz not null default now(), deleted_at timestamptz);
    create index clients_nickname on clients (nickname);
    create index clients_created on clients (created_at);
    create index clients_lower_email on clients (lower(email));
    create table purchases (
      id bigint generated always as identity primary key, client_id bigint not null references clients,
      reference uuid not null unique, status text not null check (status in ('paid', 'open', 'void')),
      total numeric(10,2) not null, coupon text, placed_at timestamptz not null default now());
    create index purchases_client on purchases (client_id, placed_at);
    create index purchases_placed on purchases (placed_at, id);
    create index purchases_coupon on purchases (coupon);
    create index purchases_total on purchases (total);
    create table purchase_lines (
      purchase_id bigint not null references purchases on delete cascade, line_no int not null, sku bigint not null,
      quantity int not null, primary key (purchase_id, line_no));
    create index purchase_lines_sku on purchase_lines (sku);
    create table letters (
      id bigint generated always as identity primary key, client_id bigint not null references clients,
      code bigint not null, sent_at timestamptz, opened_at timestamptz, archived_at timestamptz);
    create index letters_client on letters (client_id);
    create index letters_code_live on letters (code) where archived_at is null;
    create index letters_opened on letters (opened_at);
    create table parades (
      id bigint generated always as identity primary key, lane smallint not null check (lane in (1, 2, 3)),
      marched_at timestamptz not null default now());
    create index parades_lane on parades (lane, marched_at);`,
  parts: {},
  questions: Object.fromEntries(subjects.flatMap(Object.entries<Question>)),
};
