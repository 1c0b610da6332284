/** What a driver was given for one parameter, by the word that JavaScript has for it. */
export const parameterTypes = [
  'number',
  'string',
  'boolean',
  'bigint',
  'null',
  'Date',
  'Buffer',
  'array',
  'object',
] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** One line of a file of recorded queries: a statement as it was sent, with the values of one call. */
export interface RecordedLine {
  readonly sql: string;
  /** In the order of `$1`, `$2`, …; as JSON has them. Absent where values were dropped. */
  readonly parameters?: readonly unknown[];
  readonly types?: readonly ParameterType[];
  /** `file:line` of the call, relative to the working directory of the process that recorded it. */
  readonly at?: string;
}

export function parameterType(value: unknown): ParameterType {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return 'Date';
  if (value instanceof Uint8Array) return 'Buffer';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'number' || type === 'string' || type === 'boolean' || type === 'bigint'
    ? type
    : 'object';
}

/** A value as JSON can have it: times as ISO 8601, bytes as PostgreSQL's hex format, bigint as text. */
export function toJson(value: unknown): unknown {
  switch (parameterType(value)) {
    case 'null':
      return null;
    case 'Date':
      return Number.isNaN((value as Date).getTime()) ? null : (value as Date).toISOString();
    case 'Buffer':
      return `\\x${Buffer.from(value as Uint8Array).toString('hex')}`;
    case 'bigint':
      return String(value);
    case 'array':
      return (value as readonly unknown[]).map(toJson);
    case 'number':
      // JSON has no NaN and no infinity; PostgreSQL reads them as text.
      return Number.isFinite(value) ? value : String(value);
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      return JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
  }
}

/** The value that the driver was given, so that it is sent in the same way. Bytes and bigint stay text, which is sent alike. */
export function fromJson(value: unknown, type: ParameterType | undefined): unknown {
  return type === 'Date' && typeof value === 'string' ? new Date(value) : value;
}
