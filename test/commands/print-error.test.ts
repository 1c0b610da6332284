import { errorLine, errorText } from '../../src/commands/print-error';
import { PlancliffError } from '../../src/errors';

const known = new PlancliffError('connection', {
  message: 'the server said no',
  reason: 'postgres://me:hunter2@h/d is closed',
  hint: 'Knock first.',
  cause: new Error('socket of postgres://me:hunter2@h/d'),
});

describe('errorText', () => {
  it('prints a known error as a line, its reason and what to do', () => {
    expect(errorText(known, { verbose: false })).toBe(
      'Error: the server said no\nReason: postgres://me:***@h/d is closed\nKnock first.\n',
    );
  });

  it('adds the stacks of a known error and of its cause with --verbose, without passwords', () => {
    const text = errorText(known, { verbose: true });
    expect(text).toMatch(/print-error\.test\.ts/);
    expect(text).toMatch(/Caused by: Error: socket/);
    expect(text).not.toMatch(/hunter2/);
  });

  it('keeps the stack of an unknown error', () => {
    const text = errorText(new TypeError('x is not a function'), { verbose: false });
    expect(text).toMatch(
      /^Error: unexpected error: this is a bug in plancliff\nTypeError: x is not/,
    );
    expect(text).toMatch(/print-error\.test\.ts/);
  });
});

test('names with line breaks, escapes of terminals and endless words break no line', () => {
  const error = new PlancliffError('usage', {
    message: `no file 'a\nb\u001b[31m' and ${'x'.repeat(5_000)}`,
    reason: 'one\ntwo\u0007',
  });
  expect(errorText(error, { verbose: false })).toBe(
    `Error: no file 'a\\nb\\u001b[31m' and ${'x'.repeat(100)}…\nReason: one\ntwo\\u0007\n`,
  );
});

test('a command in a hint can be copied: npm alone may know where plancliff is', () => {
  const error = new PlancliffError('usage', {
    message: 'no query matches x',
    hint: 'Run `plancliff list` for their names.',
  });
  const hint = 'Run `npx plancliff list` for their names.';
  expect(errorText(error, { verbose: false, program: 'npx plancliff' })).toContain(hint);
  expect(errorLine(error, 'npx plancliff')).toBe(`no query matches x. ${hint}`);
});

describe('errorLine', () => {
  it('is one line', () => {
    const error = new PlancliffError('scenario', { message: 'a', reason: 'b\n  c' });
    expect(errorLine(error)).toBe('a: b c');
    expect(errorLine(known)).toBe(
      'the server said no: postgres://me:***@h/d is closed. Knock first.',
    );
    expect(errorLine('thrown text')).toBe('thrown text');
  });
});
