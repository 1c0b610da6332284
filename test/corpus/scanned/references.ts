import type { ScannedFamily, Trap } from './types';

const id = 'id bigint generated always as identity primary key';

const unindexed = (subject: string): Trap => ({ kinds: ['foreign-key-without-index'], subject });

/** Foreign keys with and without an index that finds the children of one parent. */
export const references: ScannedFamily = {
  name: 'references',
  trial: false,
  parts: {
    'cascade, no index': {
      ddl: `create table boats (${id}, hull text not null);
        create table voyages (${id}, boat_id bigint not null constraint voyages_boat references boats on delete cascade, miles numeric(8,1));`,
      trap: unindexed('voyages_boat'),
      because: 'each deleted boat reads all voyages',
    },
    'set null, no index': {
      ddl: `create table coaches (${id}, full_name text not null);
        create table athletes (${id}, coach_id bigint constraint athletes_coach references coaches on delete set null, born date);`,
      trap: unindexed('athletes_coach'),
      because: 'each deleted coach reads all athletes',
    },
    'no action, no index': {
      ddl: `create table warehouses (${id}, address text not null);
        create table pallets (${id}, warehouse_id bigint not null constraint pallets_warehouse references warehouses, weight int);`,
      trap: unindexed('pallets_warehouse'),
      because: 'the check that no child is left reads all pallets',
    },
    'restrict, no index': {
      ddl: `create table curators (${id}, email text not null unique);
        create table exhibits (${id}, curator_id bigint not null constraint exhibits_curator references curators on delete restrict, title text);`,
      trap: unindexed('exhibits_curator'),
      because: 'RESTRICT looks for children as well',
    },
    'set default, no index': {
      ddl: `create table depots (${id}, code text not null);
        create table engines (${id}, depot_id bigint default 1 constraint engines_depot references depots on delete set default, power int);`,
      trap: unindexed('engines_depot'),
      because: 'SET DEFAULT looks for children as well',
    },
    'the key stands second in the only index': {
      ddl: `create table reporters (${id}, nick text not null);
        create table articles (${id}, reporter_id bigint not null constraint articles_reporter references reporters, published_at timestamptz not null);
        create index articles_published_reporter on articles (published_at, reporter_id);`,
      trap: unindexed('articles_reporter'),
      because: 'an index that starts with the time does not find the articles of one reporter',
    },
    'a tree without an index on its parent': {
      ddl: `create table comments (${id}, reply_to_id bigint constraint comments_reply references comments on delete cascade, body text not null);`,
      trap: unindexed('comments_reply'),
      because: 'each deleted comment reads all comments for its replies',
    },
    'a partial index with another condition': {
      ddl: `create table lenders (${id}, firm text not null);
        create table loans (${id}, lender_id bigint not null constraint loans_lender references lenders, repaid boolean not null default false);
        create index loans_open on loans (lender_id) where not repaid;`,
      trap: unindexed('loans_lender'),
      because: 'the check of the server does not say NOT repaid',
    },
    'an index on an expression of the key': {
      ddl: `create table carriers (${id}, brand text not null);
        create table parcels (${id}, carrier_id bigint not null constraint parcels_carrier references carriers, label text);
        create index parcels_carrier_text on parcels ((carrier_id::text));`,
      trap: unindexed('parcels_carrier'),
      because: 'the server compares the column, not its text',
    },
    'one of two references has an index': {
      ddl: `create table members (${id}, email text not null unique);
        create table payments (${id}, payer_id bigint not null constraint payments_payer references members, payee_id bigint not null constraint payments_payee references members, cents int not null);
        create index payments_by_payer on payments (payer_id);`,
      trap: unindexed('payments_payee'),
      because: 'nothing finds the payments to one payee',
    },
    'a natural key that updates cascade': {
      ddl: `create table parts_catalog (part_no varchar(24) primary key, weight numeric);
        create table part_uses (${id}, part_no varchar(24) not null constraint part_uses_part references parts_catalog on update cascade, machine text);`,
      trap: unindexed('part_uses_part'),
      because: 'a renamed part reads all uses',
    },
    'a partitioned child': {
      ddl: `create table antennas (${id}, place text not null);
        create table signals (id bigint not null, antenna_id bigint not null constraint signals_antenna references antennas, heard_at timestamptz not null, primary key (id, heard_at)) partition by range (heard_at);
        create table signals_old partition of signals for values from (minvalue) to ('2025-01-01');
        create table signals_new partition of signals for values from ('2025-01-01') to (maxvalue);`,
      trap: unindexed('signals_antenna'),
      because: 'each deleted antenna reads every partition',
    },
    'uuid keys': {
      ddl: `create table vaults (id uuid primary key default gen_random_uuid(), owner text not null);
        create table secrets (id uuid primary key default gen_random_uuid(), vault_id uuid not null constraint secrets_vault references vaults on delete cascade, body text);`,
      trap: unindexed('secrets_vault'),
      because: 'the type of the key changes nothing',
    },
    'a key to a unique column that is not the primary key': {
      ddl: `create table stations (${id}, call_sign text not null unique);
        create table broadcasts (${id}, call_sign text not null constraint broadcasts_station references stations (call_sign), started_at timestamptz not null);`,
      trap: unindexed('broadcasts_station'),
      because: 'the referenced column is unique and the referencing one has no index',
    },
    'the key is only an included column': {
      ddl: `create table growers (${id}, farm text not null);
        create table harvests (${id}, grower_id bigint not null constraint harvests_grower references growers, picked_on date not null);
        create index harvests_picked on harvests (picked_on) include (grower_id);`,
      trap: unindexed('harvests_grower'),
      because: 'included columns bound no read',
    },
    'a key of two columns without an index': {
      ddl: `create table hives (apiary bigint not null, hive_no bigint not null, queen text, primary key (apiary, hive_no));
        create table inspections (${id}, apiary bigint not null, hive_no bigint not null, notes text, constraint inspections_hive foreign key (apiary, hive_no) references hives on delete cascade);`,
      trap: unindexed('inspections_hive'),
      because: 'each deleted hive reads all inspections',
    },
    'only a BRIN index on a scattered key': {
      ddl: `create table couriers (${id}, phone text not null);
        create table pickups (${id}, courier_id bigint not null constraint pickups_courier references couriers, at timestamptz not null);
        create index pickups_courier_brin on pickups using brin (courier_id);`,
      trap: { kinds: ['foreign-key-without-index', 'unused-index'] },
      because: 'pickups of one courier lie everywhere, and BRIN excludes no page',
    },
    'cascade, with an index': {
      ddl: `create table ferries (${id}, name text not null);
        create table crossings (${id}, ferry_id bigint not null references ferries on delete cascade, left_at timestamptz not null);
        create index crossings_ferry on crossings (ferry_id, left_at);`,
      because: 'the index starts with the key',
    },
    'the index has the two columns in the other order': {
      ddl: `create table plots (village bigint not null, plot_no bigint not null, area numeric, primary key (village, plot_no));
        create table surveys (${id}, village bigint not null, plot_no bigint not null, done_on date, foreign key (village, plot_no) references plots);
        create index surveys_plot on surveys (plot_no, village);`,
      because: 'equality on both columns uses either order',
    },
    'a unique constraint starts with the key': {
      ddl: `create table surgeons (${id}, licence text not null unique);
        create table shifts (${id}, surgeon_id bigint not null references surgeons, begins_at timestamptz not null, unique (surgeon_id, begins_at));`,
      because: 'a unique index serves as well',
    },
    'the primary key starts with the key': {
      ddl: `create table pupils (${id}, name text not null);
        create table lessons (${id}, topic text not null);
        create table attendance (pupil_id bigint not null references pupils on delete cascade, lesson_id bigint not null references lessons on delete cascade, primary key (pupil_id, lesson_id));
        create index attendance_lesson on attendance (lesson_id);`,
      because: 'one index for each side of the join table',
    },
    'a partial index that only leaves nulls out': {
      ddl: `create table sponsors (${id}, brand text not null);
        create table runners (${id}, sponsor_id bigint references sponsors on delete set null, bib int not null);
        create index runners_sponsor on runners (sponsor_id) where sponsor_id is not null;`,
      because: 'equality implies that the column is not null',
    },
    'a hash index': {
      ddl: `create table brewers (${id}, town text not null);
        create table beers (${id}, brewer_id bigint not null references brewers, name text not null);
        create index beers_brewer on beers using hash (brewer_id);`,
      because: 'hash serves equality',
    },
    'a lookup of few rows': {
      ddl: `create table currencies (code char(3) primary key, name text not null);
        create table prices (${id}, currency_code char(3) not null references currencies, amount numeric(12,2) not null);`,
      because: 'nobody deletes a currency, and an index on so few values helps nobody',
    },
    'a lookup of kinds': {
      ddl: `create table invoice_statuses (id smallint primary key, label text not null unique);
        create table invoices (${id}, invoice_status_id smallint not null references invoice_statuses, total numeric(12,2) not null);`,
      because: 'a list of statuses has a few fixed rows',
    },
    'a partitioned child with an index': {
      ddl: `create table buoys (${id}, position text not null);
        create table waves (id bigint not null, buoy_id bigint not null references buoys, seen_at timestamptz not null, primary key (id, seen_at)) partition by range (seen_at);
        create table waves_old partition of waves for values from (minvalue) to ('2025-01-01');
        create table waves_new partition of waves for values from ('2025-01-01') to (maxvalue);
        create index waves_buoy on waves (buoy_id, seen_at);`,
      because: 'every partition has the index',
    },
    'a tree with an index on its parent': {
      ddl: `create table folders (${id}, parent_id bigint references folders on delete cascade, label text not null);
        create index folders_parent on folders (parent_id);`,
      because: 'children of one folder are found by the index',
    },
    'one to one': {
      ddl: `create table drivers (${id}, name text not null);
        create table licences (driver_id bigint primary key references drivers on delete cascade, number text not null);`,
      because: 'the key is the primary key',
    },
    'a deferred key with an index': {
      ddl: `create table orchards (${id}, label text not null);
        create table trees (${id}, orchard_id bigint not null references orchards deferrable initially deferred, planted date);
        create index trees_orchard on trees (orchard_id);`,
      because: 'when the check runs changes nothing',
    },
    'uuid keys with an index': {
      ddl: `create table galleries (id uuid primary key default gen_random_uuid(), title text not null);
        create table photos (id uuid primary key default gen_random_uuid(), gallery_id uuid not null references galleries on delete cascade, taken_at timestamptz not null default now());
        create index photos_gallery on photos (gallery_id, taken_at desc);`,
      because: 'the index starts with the key',
    },
    'a natural key with an index': {
      ddl: `create table airports (iata text primary key check (length(iata) = 3), town text not null);
        create table landings (${id}, iata text not null references airports on update cascade, landed_at timestamptz not null);
        create index landings_airport on landings (iata, landed_at);`,
      because: 'the index starts with the key',
    },
    'two references, an index for each': {
      ddl: `create table chess_players (${id}, handle text not null unique);
        create table games (${id}, white_id bigint not null references chess_players, black_id bigint not null references chess_players);
        create index games_white on games (white_id); create index games_black on games (black_id);`,
      because: 'each reference has its own index',
    },
  },
  questions: {},
};
