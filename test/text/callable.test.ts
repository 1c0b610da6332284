import { callable } from '../../src/text/callable';

test.each([
  ['Run `plancliff list` for their names.', 'Run `npx plancliff list` for their names.'],
  [
    '"plancliff check shop --query \'a\'" tries it.',
    '"npx plancliff check shop --query \'a\'" tries it.',
  ],
  ['`plancliff --help` lists them.', '`npx plancliff --help` lists them.'],
  ['plancliff checked the other queries.', 'plancliff checked the other queries.'],
  ['`npx plancliff check`', '`npx plancliff check`'],
])('%s', (text, called) => {
  expect(callable(text, 'npx plancliff')).toBe(called);
  expect(callable(text, 'plancliff')).toBe(text);
});
