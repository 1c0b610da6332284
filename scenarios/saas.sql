-- A multi-tenant tracker: every row belongs to a tenant, nothing is ever deleted, only marked.

create table tenants (
  id integer primary key,
  slug text not null unique,
  plan text not null,
  created_at timestamptz not null
);

create table users (
  id bigint primary key,
  tenant_id integer not null references tenants (id),
  email text not null,
  role text not null,
  deleted_at timestamptz,
  last_seen_at timestamptz
);

create unique index users_email_key on users (email);
create index users_tenant_id_email_idx on users (tenant_id, email) where deleted_at is null;

create table projects (
  id bigint primary key,
  tenant_id integer not null references tenants (id),
  name text not null,
  archived boolean not null,
  created_at timestamptz not null
);

create index projects_tenant_id_created_at_idx on projects (tenant_id, created_at desc);

create table tasks (
  id bigint primary key,
  tenant_id integer not null references tenants (id),
  project_id bigint not null references projects (id),
  assignee_id bigint references users (id),
  state text not null,
  priority smallint not null,
  title text not null,
  due_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);

create index tasks_tenant_id_idx on tasks (tenant_id);
create index tasks_tenant_id_created_at_idx on tasks (tenant_id, created_at desc) where deleted_at is null;
create index tasks_project_id_state_idx on tasks (project_id, state);
create index tasks_open_assignee_idx on tasks (assignee_id) where deleted_at is null and state <> 'done';
create index tasks_tenant_id_updated_at_idx on tasks (tenant_id, updated_at);
create index tasks_deleted_at_idx on tasks (deleted_at) where deleted_at is not null;
