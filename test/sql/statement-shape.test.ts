import { parse } from '../../src/sql/parse';
import { statementShape } from '../../src/sql/statement-shape';

async function shapes(texts: readonly string[], parameters: 'numbered' | 'any') {
  const trees = await Promise.all(texts.map((text) => parse(`select 1 from t where ${text}`)));
  return new Set(
    trees.map((parsed) => statementShape(parsed.ok ? parsed.statements : parsed, parameters)),
  ).size;
}

it.each([
  ['literals', ['a = 1', 'a = 2', "a = 'x'"]],
  ['white space, comments and case', ['a = 1', ' A=1 -- note', 'a  =  1']],
  ['lengths of lists', ['a in (1)', 'a in (1, 2)', 'a in ( 1,2, 3 )']],
  ['lengths of arrays', ['a = any (array[1])', 'a = any (array [1, 2])']],
])('takes for one statements that differ in %s', async (_, texts) => {
  await expect(shapes(texts, 'numbered')).resolves.toBe(1);
  await expect(shapes(texts, 'any')).resolves.toBe(1);
});

it.each([
  [['a = $1', 'a = any($1)', 'a in ($1)', 'a <> $1', 'a <> all($1)', 'b = $1', 'a = $1::text'], 7, 7],
  [['a = $1 and b = $2', 'a = $2 and b = $1'], 2, 1],
  [['a = $1 and b = 5', 'a = 5 and b = $1'], 2, 1],
  [['a in ($1)', 'a in ($1, $2)'], 2, 1],
])('keeps %j apart', async (texts, numbered, any) => {
  await expect(shapes(texts, 'numbered')).resolves.toBe(numbered);
  await expect(shapes(texts, 'any')).resolves.toBe(any);
}); // prettier-ignore
