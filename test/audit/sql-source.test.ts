import { readSqlSource } from '../../src/audit/sql-source';

describe('readSqlSource', () => {
  it('reads names, values and lines', async () => {
    const text = `-- Reports of the shop; not a name.
-- plancliff: newest orders
-- $1 = 42
-- $2 = 'it''s; open'
select * from orders
where customer_id = $1 and note = $2;

select 1; -- name: by sqlc's habit
/* plain */ select $$;$$
;
-- $1 = NULL
select $1`;
    const { inputs, problems } = await readSqlSource(text, 'reports.sql', 'sql/reports.sql');
    expect(problems).toEqual([]);
    const summary = inputs.map((input) =>
      input.kind === 'sql' ? [input.origin.query, input.origin.line, input.parameters] : [],
    );
    expect(summary).toEqual([
      ['newest orders', 5, ['42', "it's; open"]],
      ['line 8', 8, undefined],
      ["by sqlc's habit", 9, undefined],
      ['line 12', 12, [null]],
    ]);
    expect(inputs[0]).toMatchObject({
      origin: { source: 'reports.sql', file: 'sql/reports.sql' },
      sql: expect.stringMatching(/^select \* from orders\nwhere .* = \$2$/),
    });
  });

  it('names the file where a quote never ends', async () => {
    const { inputs, problems } = await readSqlSource("select 'open", 'a.sql', 'a.sql');
    expect(inputs).toEqual([]);
    expect(problems).toMatchObject([
      { file: 'a.sql', reason: expect.stringContaining('unterminated') },
    ]);
  });

  it('is empty for a text without statements', async () => {
    expect(await readSqlSource('-- nothing\n', '-')).toEqual({ inputs: [], problems: [] });
  });
});
