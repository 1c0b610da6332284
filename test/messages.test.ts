import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commentsOf, messagePage, messagesIn, textsOf } from './helpers/messages';

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** Names that are written with a capital wherever they stand. */
const names = /^(PostgreSQL|PLANCLIFF|SQL|DDL|JSON)/;

// A message stands behind `Error: ` or `file.ts: `, and a reason behind `Reason: ` or a message and a colon.
test('messages and reasons go on where a line has begun', () => {
  const capital = files.flatMap((file) =>
    readFileSync(join('src', file), 'utf8')
      .split('new PlancliffError(')
      .slice(1)
      .flatMap((rest) => [...rest.slice(0, 400).matchAll(/\b(?:message|reason):\s*['"`](\w+)/g)])
      .map(([, word = '']) => word)
      .filter((word) => /^[A-Z]/.test(word) && !names.test(word))
      .map((word) => `${file}: ${word}`),
  );
  expect(capital).toEqual([]);
});

const reviewed = join(__dirname, 'messages.md');
const messages = messagesIn('src');

// Read the page as a whole, as somebody would who has never seen the program.
test('test/messages.md has every message (UPDATE_MESSAGES=1 writes it, for review)', () => {
  const page = messagePage(messages);
  if (process.env['UPDATE_MESSAGES'] === '1') writeFileSync(reviewed, page);
  expect(page).toBe(readFileSync(reviewed, 'utf8'));
});

/** Words and phrases of no manual: STYLE names better ones. */
const unplain =
  /\b(mend|mended|reckons?|tells|told apart|keeps no|hangs on|said above|of today|which is none|stay well|stays well|there already)\b/;

test('messages are in plain technical English', () => {
  expect(messages.filter(({ text }) => unplain.test(text))).toEqual([]);
});

/** Words that no manual has, and private names of earlier versions. Names of code stand in backticks. */
const unplainComment =
  /\b(told|mend(ed|s|ing)?|reckon\w*|hangs? on|that (is|are) there|keeps? no|lanes?|specimens?|laborator(y|ies)|wish(es)?|stretch(es)?)\b/i;

test('comments are in plain technical English', () => {
  const unplainOnes = ['src', 'bench', 'lint'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|js)$/.test(file))
      .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
      // To find the comments of all files would take seconds: a file without any such word has no such comment.
      .filter(({ text }) => unplainComment.test(text))
      .flatMap(({ file, text }) =>
        commentsOf(text)
          .filter((comment) => unplainComment.test(comment.replace(/`[^`]*`/g, '')))
          .map((comment) => `${folder}/${file}: ${comment}`),
      ),
  );
  expect(unplainOnes).toEqual([]);
});

test('comments are found wherever they stand, and texts are none', () => {
  const source = `
    /** Of a function. */
    const url = 'https://a // none'; // of a line
    const sql = \`a /* none */ \${/* of an expression */ x} // none\`;`;
  expect(commentsOf(source)).toEqual(['/** Of a function. */', '// of a line', '/* of an expression */']); // prettier-ignore
});

test('a message is found wherever it stands, and SQL is none', () => {
  const source = `
    import { a } from 'a module with words';
    throw new PlancliffError('usage', { message: \`no \${kind} of \${count === 1 ? 'one row' : 'some rows'} fits\` });
    await connection.query(\`select a.b as c from pg_class as a where \${x} = 1\`);
    const hint = 'Drop the index, or rename it.';
    node['Plan Rows']; 'timestamp with time zone'; 'word';`;
  expect(textsOf(source)).toEqual([
    'no {…} of {…} fits',
    'one row',
    'some rows',
    'Drop the index, or rename it.',
  ]);
});
