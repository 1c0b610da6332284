import { serial, sql, text } from '../../src/model/distributions';
import type { Scenario, ScenarioDefinition } from '../../src/scenario/types';

/** A table of rows so long that some of their values are compressed or moved out of line. */
const schema = `
  create table letters (id bigint primary key, subject text, body text, answer text, note text);
  create index letters_words on letters using gin (to_tsvector('simple', body));
`;

export function letters(): Scenario {
  const definition: ScenarioDefinition = {
    schema,
    driving: 'letters',
    tables: {
      letters: {
        columns: {
          id: serial(),
          subject: text({ minLength: 100, maxLength: 300 }),
          body: text({ minLength: 200, maxLength: 1_800 }),
          answer: text({ minLength: 900, maxLength: 900 }),
          note: sql("repeat('x', 200 + (u * 1000)::int)"),
        },
      },
    },
    queries: {},
  };
  return {
    name: 'letters',
    file: 'letters.ts',
    ddl: schema,
    definition,
    seed: 1,
    clock: '2026-01-01T00:00:00Z',
    conditions: [{ label: 'fresh' }],
    queries: [],
  };
}
