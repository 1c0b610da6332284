import { scanSchema } from '../../src/scan/scan-schema';
import { startTestServer, type TestServer } from '../helpers/server';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const archive = (schema: string, subject: string): string => `
  create schema ${schema};
  set search_path = ${schema};
  create table art_type (id int primary key, parent int, name text not null);
  create table art (id bigint primary key, subject int not null, type int not null);
  alter table art_type add foreign key (parent) references art_type (id);
  alter table art add foreign key (type) references ${schema}.art_type (id);
  alter table art add foreign key (subject) references public.${subject} (id);
  create index art_subject on art (subject);`;

test('tables of one name in two schemas stay apart where a scan plans some of them', async () => {
  const result = await scanSchema({
    server,
    sources: [
      {
        name: 'schema.sql',
        text: `create table releases (id int primary key, name text not null);
          create table events (id int primary key, name text not null);
          ${archive('cover', 'releases')} ${archive('event', 'events')}`,
      },
    ],
    scales: [1e3, 1e7],
    given: {},
    maxQueries: 3,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect(result.settled.skipped).toEqual([]);
  expect(result.modelNotes).toEqual([]);
  expect(result.failures).toEqual([]);
  expect(result.chosen.probes.length).toBeGreaterThan(0);
});
