import { decodeText, encodingOf } from '../text/decode';

/** Why a file contains no SQL text, and what makes one of it. */
export interface NoText {
  readonly reason: string;
  readonly hint: string;
}

/** The SQL in a file: UTF-8 with a byte order mark or without, or UTF-16 with one. */
export function sqlText(bytes: Buffer): string | NoText {
  if (encodingOf(bytes) !== 'utf-8') return decodeText(bytes);
  // pg_dump's own format starts with PGDMP; text has no NUL.
  if (bytes.subarray(0, 5).toString() === 'PGDMP' || bytes.subarray(0, 8192).includes(0)) {
    return {
      reason: 'it contains binary data',
      hint: 'Turn a custom-format dump into SQL: pg_restore --schema-only -f schema.sql FILE.',
    };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return {
      reason: 'it is not encoded in UTF-8',
      hint: 'Convert it; pg_dump --encoding=UTF8 writes a dump so.',
    };
  }
}
