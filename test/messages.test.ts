import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** Names that are written with a capital wherever they stand. */
const names = /^(PostgreSQL|PLANCLIFF|SQL|DDL|JSON)/;

// A message stands behind `Error: ` or `file.ts: `, and a reason behind `Reason: ` or a message and a colon.
test.each(files)('messages and reasons of %s go on where a line has begun', (file) => {
  const text = readFileSync(join('src', file), 'utf8');
  const literals = text
    .split('new PlancliffError(')
    .slice(1)
    .flatMap((rest) => [...rest.slice(0, 400).matchAll(/\b(?:message|reason):\s*['"`](\w+)/g)]);
  const capital = literals
    .map(([, word = '']) => word)
    .filter((word) => /^[A-Z]/.test(word) && !names.test(word));
  expect(capital).toEqual([]);
});
