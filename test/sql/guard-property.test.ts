import fc from 'fast-check';
import { denyIndex } from '../../src/sql/deny-index';
import { guard } from '../../src/sql/guard';

const hostile = fc.constantFrom(
  'drop table t',
  'delete from t',
  'commit',
  'set role postgres',
  'do $x$ begin end $x$',
  "copy t to program 'x'",
  'explain analyze select 1',
  'select * into u from t',
  'select 1 from t for update',
);
const benign = fc.constantFrom('select 1', 'table t', 'select * from t where a = $1', 'values (1)');
const between = fc.constantFrom(';', '; ', ';;', ';\n-- note\n', '; /* note */ ');
/** Text that a literal may hold, with what could end one in it. */
const text = fc
  .array(
    fc.constantFrom(';', "'", '"', '\\', '--', '/*', '*/', '$$', 'drop table t', ' ', 'é', '\n'),
  )
  .map((parts) => parts.join(''));

test('a hostile statement is refused wherever it stands among others', async () => {
  await fc.assert(
    fc.asyncProperty(benign, between, hostile, fc.boolean(), async (good, gap, bad, first) => {
      const sql = first ? `${bad}${gap}${good}` : `${good}${gap}${bad}`;
      expect(await guard(sql)).toMatchObject({ ok: false });
      expect(await guard(bad)).toMatchObject({ ok: false });
    }),
    { numRuns: 200 },
  );
});

test('what a literal, an identifier or a comment holds is never a statement', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (inside) => {
      const literal = `'${inside.replaceAll("'", "''")}'`;
      const name = `"x${inside.replaceAll('"', '""')}"`;
      const comment = `-- ${inside.replaceAll('\n', ' ')}\n`;
      const sql = `${comment}select ${literal} as ${name} from t ${comment}where a = ${literal}`;
      expect(await guard(sql)).toMatchObject({ ok: true });
    }),
    { numRuns: 300 },
  );
});

test('an index is denied in the right place, whatever stands around it', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (inside) => {
      const literal = `'${inside.replaceAll("'", "''")}'`;
      const sql = `select ${literal} from t as o, u where o.a = ${literal}`;
      const [denied = ''] = await denyIndex(sql, { relation: 't', alias: 'o' });
      expect(denied).toBe(
        sql.replace('t as o', () => 't as o tablesample pg_catalog.bernoulli (100) '),
      );
      expect(await guard(denied)).toMatchObject({ ok: true });
    }),
    { numRuns: 200 },
  );
});
