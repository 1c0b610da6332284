import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import { recordQueries, type RecordOptions } from '../../src/kysely';
import type { RecordedLine } from '../../src/recorded/line';
import { readRecorded } from '../../src/recorded/read';

interface Database {
  orders: { id: number; status: string; placed_at: Date; payload: Buffer | null };
  customers: { id: number; country: string };
}

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plancliff-kysely-'));
  file = path.join(folder, 'recorded', 'queries.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function database(options: Partial<RecordOptions> = {}): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [recordQueries({ file, ...options })],
  });
}

const recorded = (): readonly RecordedLine[] => readRecorded(file);
const ofStatus = (db: Kysely<Database>, status: string) =>
  db.selectFrom('orders').select('id').where('status', '=', status);

describe('recordQueries', () => {
  it('records what runs: SQL, values, their types and the line of the call', async () => {
    const placed = new Date('2026-01-02T03:04:05Z');
    await database()
      .selectFrom('orders')
      .select('id')
      .where('status', '=', 'paid')
      .where('placed_at', '>', placed)
      .limit(20)
      .execute();
    const [line, ...others] = recorded();
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      sql: 'select "id" from "orders" where "status" = $1 and "placed_at" > $2 limit $3',
      parameters: ['paid', '2026-01-02T03:04:05.000Z', 20],
      types: ['string', 'Date', 'number'],
    });
    expect(line?.at).toMatch(/^test\/kysely\/plugin\.test\.ts:\d+$/);
  });

  it('records neither subqueries nor queries that are only compiled', async () => {
    const db = database();
    ofStatus(db, 'paid').compile();
    const ids = ofStatus(db, 'open');
    await db.selectFrom('customers').select('country').where('id', 'in', ids).execute();
    expect(recorded().map((line) => line.sql)).toEqual([
      'select "country" from "customers" where "id" in (select "id" from "orders" where "status" = $1)',
    ]);
  });

  it('keeps distinct values of later calls up to the bound', async () => {
    const db = database({ cases: 3 });
    for (const status of ['a', 'b', 'a', 'c', 'd', 'e']) await ofStatus(db, status).execute();
    expect(recorded().map(({ parameters }) => parameters)).toEqual([['a'], ['b'], ['c']]);
  });

  it('writes no value where values are dropped', async () => {
    const db = database({ values: false });
    for (const status of ['secret', 'other']) await ofStatus(db, status).execute();
    expect(readFileSync(file, 'utf8')).not.toContain('secret');
    expect(recorded()).toHaveLength(1);
    expect(recorded()[0]).toMatchObject({ types: ['string'] });
    expect(recorded()[0]).not.toHaveProperty('parameters');
  });

  it('records raw SQL, bytes and statements that write', async () => {
    const db = database();
    await sql`select ${7}::bigint`.execute(db);
    await db
      .insertInto('orders')
      .values({ id: 1, status: 'a', placed_at: new Date(0), payload: Buffer.from([1, 255]) })
      .execute();
    expect(recorded().map((line) => line.sql)).toEqual([
      'select $1::bigint',
      'insert into "orders" ("id", "status", "placed_at", "payload") values ($1, $2, $3, $4)',
    ]);
    expect(recorded()[1]?.parameters?.[3]).toBe('\\x01ff');
  });

  it('gives the file to its user alone', async () => {
    await ofStatus(database(), 'a').execute();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('warns once, and fails no query, where the file cannot be written', async () => {
    writeFileSync(path.join(folder, 'recorded'), 'no folder');
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const db = database();
    await expect(ofStatus(db, 'a').execute()).resolves.toEqual([]);
    await expect(ofStatus(db, 'b').execute()).resolves.toEqual([]);
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      expect.stringMatching(/^queries are no longer recorded: E/),
    ]);
    warn.mockRestore();
  });
});

it('keeps the lines of parallel processes apart', async () => {
  const program = path.join(folder, 'worker.js');
  // The shape of append.ts: one appendFileSync for each line, of up to 60 kB.
  writeFileSync(
    program,
    `require('@swc/core');
     const { transformSync } = require('@swc/core');
     require.extensions['.ts'] = (module, file) =>
       module._compile(transformSync(require('fs').readFileSync(file, 'utf8'), { filename: file,
         jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }).code, file);
     const { lineAppender } = require(process.argv[2]);
     const append = lineAppender(process.argv[3]);
     for (let i = 0; i < 200; i++) append({ sql: 'select ' + process.argv[4].repeat(1 + i * 300) });`,
  );
  const run = promisify(execFile);
  const append = path.resolve('src/kysely/append.ts');
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((letter) =>
      run(process.execPath, [program, append, file, letter], {
        env: { ...process.env, NODE_PATH: path.resolve('node_modules') },
      }),
    ),
  );
  const lines = recorded().map((line) => line.sql);
  expect(lines).toHaveLength(800);
  expect(lines.every((line) => /^select (a+|b+|c+|d+)$/.test(line))).toBe(true);
});
