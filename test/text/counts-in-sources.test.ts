import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = join(__dirname, '../../src');

/** `formatRows(count)} rows`: "1 rows" where the count is one; `rowsText` has the noun in both numbers. */
const withoutSingular = /formatRows\((?:[^(){}]|\([^()]*\))*\)\} rows(?!\/)/g;

test('no message writes the noun behind a formatted row count itself', () => {
  const found = readdirSync(sources, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      [...readFileSync(join(sources, file), 'utf8').matchAll(withoutSingular)].map(
        ([text]) => `${file}: ${text}`,
      ),
    );
  expect(found).toEqual([]);
});
