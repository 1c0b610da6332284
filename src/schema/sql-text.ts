/** Why a file contains no SQL text, and what makes one of it. */
export interface NoText {
  readonly reason: string;
  readonly hint: string;
}

/** The SQL in a file: UTF-8, or UTF-16 as PowerShell's `>` writes it, with a byte order mark or without. */
export function sqlText(bytes: Buffer): string | NoText {
  // pg_dump's own format starts with PGDMP; text has no NUL.
  if (bytes.subarray(0, 5).toString() === 'PGDMP' || bytes.subarray(0, 8192).includes(0)) {
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    if (isUtf16) return new TextDecoder('utf-16le').decode(bytes);
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
