import { createHash, randomBytes } from 'node:crypto';

/** What surrogates are made by: of PLANCLIFF_REDACT_KEY, so that two pulls can be compared, else another one each time. */
export function redactionKey(env: NodeJS.ProcessEnv): Buffer {
  const given = env['PLANCLIFF_REDACT_KEY'];
  return given === undefined || given === ''
    ? randomBytes(32)
    : createHash('sha256').update(given).digest();
}
