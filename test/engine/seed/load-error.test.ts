import { PlancliffError } from '../../../src/errors';
import { loadError } from '../../../src/engine/seed/load-error';

const step = { what: 'shop: real rows at 1M', disk: '/data', aborted: false };

function serverError(code: string, message: string, detail?: string): Error {
  const error = Object.assign(new Error(message), { code, severity: 'ERROR' });
  return detail === undefined ? error : Object.assign(error, { detail });
}

describe('loadError', () => {
  test.each([
    ['53100', 'could not extend file', 'disk'],
    ['58030', 'could not write: No space left on device', 'disk'],
    ['57P01', 'terminating connection due to administrator command', 'server-failed'],
    ['42883', 'function does not exist', 'engine'],
  ])('%s is %s: %s', (code, message, expected) => {
    expect(loadError(serverError(code, message), step)).toMatchObject({ code: expected });
  });

  test('says where the disk is', () => {
    expect(loadError(serverError('53100', 'full'), step)).toMatchObject({
      message: expect.stringContaining('/data') as string,
    });
  });

  test("keeps the server's message and detail as the reason", () => {
    const error = loadError(serverError('23505', 'duplicate key', 'Key (id)=(1) exists.'), step);
    expect(error).toMatchObject({ reason: 'duplicate key; Key (id)=(1) exists.' });
  });

  test('is an interruption once the run was aborted, whatever the server says', () => {
    const cancelled = serverError('57014', 'canceling statement due to user request');
    expect(loadError(cancelled, { ...step, aborted: true })).toMatchObject({
      code: 'interrupted',
    });
  });

  test('leaves a bug as it is', () => {
    const bug = new TypeError('undefined is not a function');
    expect(loadError(bug, step)).toBe(bug);
  });

  test('leaves an error of ours as it is', () => {
    const error = new PlancliffError('disk', { message: 'full' });
    expect(loadError(error, step)).toBe(error);
  });
});
