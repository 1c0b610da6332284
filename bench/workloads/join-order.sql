-- The movie database of the join order benchmark: 21 tables, their keys, and an index on each column that refers to
-- another table and is joined by. No foreign key is declared there, so none is here.

-- What others refer to by a small number.
create table kind_type (id integer primary key, kind varchar(15) not null);
create table link_type (id integer primary key, link varchar(32) not null);
create table info_type (id integer primary key, info varchar(32) not null);
create table role_type (id integer primary key, role varchar(32) not null);
create table company_type (id integer primary key, kind varchar(32) not null);
create table comp_cast_type (id integer primary key, kind varchar(32) not null);

-- Titles, people, characters, companies, keywords.
create table title (
  id integer primary key,
  title text not null,
  imdb_index varchar(12),
  kind_id integer not null,
  production_year integer,
  imdb_id integer,
  phonetic_code varchar(5),
  episode_of_id integer,
  season_nr integer,
  episode_nr integer,
  series_years varchar(49),
  md5sum varchar(32)
);
create table name (
  id integer primary key,
  name text not null,
  imdb_index varchar(12),
  imdb_id integer,
  gender varchar(1),
  name_pcode_cf varchar(5),
  name_pcode_nf varchar(5),
  surname_pcode varchar(5),
  md5sum varchar(32)
);
create table char_name (
  id integer primary key,
  name text not null,
  imdb_index varchar(12),
  imdb_id integer,
  name_pcode_nf varchar(5),
  surname_pcode varchar(5),
  md5sum varchar(32)
);
create table company_name (
  id integer primary key,
  name text not null,
  country_code varchar(255),
  imdb_id integer,
  name_pcode_nf varchar(5),
  name_pcode_sf varchar(5),
  md5sum varchar(32)
);
create table keyword (id integer primary key, keyword text not null, phonetic_code varchar(5));

-- What is said of them.
create table aka_title (
  id integer primary key,
  movie_id integer not null,
  title text not null,
  imdb_index varchar(12),
  kind_id integer not null,
  production_year integer,
  phonetic_code varchar(5),
  episode_of_id integer,
  season_nr integer,
  episode_nr integer,
  note text,
  md5sum varchar(32)
);
create table aka_name (
  id integer primary key,
  person_id integer not null,
  name text not null,
  imdb_index varchar(12),
  name_pcode_cf varchar(5),
  name_pcode_nf varchar(5),
  surname_pcode varchar(5),
  md5sum varchar(32)
);
create table cast_info (
  id integer primary key,
  person_id integer not null,
  movie_id integer not null,
  person_role_id integer,
  note text,
  nr_order integer,
  role_id integer not null
);
create table complete_cast (
  id integer primary key,
  movie_id integer,
  subject_id integer not null,
  status_id integer not null
);
create table movie_companies (
  id integer primary key,
  movie_id integer not null,
  company_id integer not null,
  company_type_id integer not null,
  note text
);
create table movie_info (
  id integer primary key,
  movie_id integer not null,
  info_type_id integer not null,
  info text not null,
  note text
);
create table movie_info_idx (
  id integer primary key,
  movie_id integer not null,
  info_type_id integer not null,
  info text not null,
  note text
);
create table movie_keyword (
  id integer primary key,
  movie_id integer not null,
  keyword_id integer not null
);
create table movie_link (
  id integer primary key,
  movie_id integer not null,
  linked_movie_id integer not null,
  link_type_id integer not null
);
create table person_info (
  id integer primary key,
  person_id integer not null,
  info_type_id integer not null,
  info text not null,
  note text
);

create index title_kind_id_idx on title (kind_id);
create index aka_title_movie_id_idx on aka_title (movie_id);
create index aka_title_kind_id_idx on aka_title (kind_id);
create index aka_name_person_id_idx on aka_name (person_id);
create index cast_info_movie_id_idx on cast_info (movie_id);
create index cast_info_person_id_idx on cast_info (person_id);
create index cast_info_person_role_id_idx on cast_info (person_role_id);
create index cast_info_role_id_idx on cast_info (role_id);
create index complete_cast_movie_id_idx on complete_cast (movie_id);
create index movie_companies_movie_id_idx on movie_companies (movie_id);
create index movie_companies_company_id_idx on movie_companies (company_id);
create index movie_companies_company_type_id_idx on movie_companies (company_type_id);
create index movie_info_movie_id_idx on movie_info (movie_id);
create index movie_info_info_type_id_idx on movie_info (info_type_id);
create index movie_info_idx_movie_id_idx on movie_info_idx (movie_id);
create index movie_info_idx_info_type_id_idx on movie_info_idx (info_type_id);
create index movie_keyword_movie_id_idx on movie_keyword (movie_id);
create index movie_keyword_keyword_id_idx on movie_keyword (keyword_id);
create index movie_link_movie_id_idx on movie_link (movie_id);
create index movie_link_linked_movie_id_idx on movie_link (linked_movie_id);
create index movie_link_link_type_id_idx on movie_link (link_type_id);
create index person_info_person_id_idx on person_info (person_id);
create index person_info_info_type_id_idx on person_info (info_type_id);
