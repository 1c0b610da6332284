/** What a single value is, as far as its surrogate depends on it. */
export type LeafKind =
  'text' | 'hexadecimal' | 'number' | 'float' | 'date' | 'timestamp' | 'timestamptz';

/** How the values of a type are replaced. */
export type ValueKind =
  | { readonly kind: 'leaf'; readonly leaf: LeafKind }
  /** An enum's labels and truth values are the schema's own. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'array'; readonly of: ValueKind }
  | { readonly kind: 'range'; readonly of: ValueKind }
  | { readonly kind: 'json' }
  /** No surrogates: the values are left out. */
  | { readonly kind: 'unknown' };

const leaves: Readonly<Record<string, LeafKind>> = {
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  citext: 'text',
  name: 'text',
  uuid: 'hexadecimal',
  bytea: 'hexadecimal',
  macaddr: 'hexadecimal',
  macaddr8: 'hexadecimal',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  numeric: 'number',
  float4: 'float',
  float8: 'float',
  date: 'date',
  timestamp: 'timestamp',
  timestamptz: 'timestamptz',
};

const ranges: Readonly<Record<string, LeafKind>> = {
  int4range: 'number',
  int8range: 'number',
  numrange: 'number',
  daterange: 'date',
  tsrange: 'timestamp',
  tstzrange: 'timestamptz',
};

/** Names that format_type prints for what `pg_type` calls otherwise. */
const printed: Readonly<Record<string, string>> = {
  'character varying': 'varchar',
  character: 'bpchar',
  smallint: 'int2',
  integer: 'int4',
  bigint: 'int8',
  real: 'float4',
  'double precision': 'float8',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  boolean: 'bool',
};

/** @param name `pg_type.typname`, or what format_type prints */
export function kindOfType(name: string): ValueKind {
  if (name.startsWith('_')) return { kind: 'array', of: kindOfType(name.slice(1)) };
  if (name.endsWith('[]')) return { kind: 'array', of: kindOfType(name.slice(0, -2)) };
  const plain = name.replace(/\([\d,]+\)/, '');
  const type = printed[plain] ?? plain;
  const leaf = leaves[type];
  if (leaf !== undefined) return { kind: 'leaf', leaf };
  const bound = ranges[type];
  if (bound !== undefined) return { kind: 'range', of: { kind: 'leaf', leaf: bound } };
  if (type === 'json' || type === 'jsonb') return { kind: 'json' };
  // Of a tsvector statistics have lexemes alone.
  if (type === 'tsvector') return { kind: 'array', of: { kind: 'leaf', leaf: 'text' } };
  return { kind: type === 'bool' ? 'kept' : 'unknown' };
}

/** The kind of the values of an expression whose type nobody wrote down. */
export function kindOfValues(values: readonly string[]): ValueKind {
  const all = (form: RegExp): boolean => values.length > 0 && values.every((v) => form.test(v));
  if (all(/^[tf]$/)) return { kind: 'kept' };
  if (all(/^-?\d+(\.\d+)?$/)) return { kind: 'leaf', leaf: 'number' };
  if (all(/^\d{4}-\d\d-\d\d$/)) return { kind: 'leaf', leaf: 'date' };
  if (all(/^\d{4}-\d\d-\d\d \d\d:[\d:.]+$/)) return { kind: 'leaf', leaf: 'timestamp' };
  if (all(/^\d{4}-\d\d-\d\d \d\d:[\d:.]+[+-]\d\d(:\d\d)?$/))
    return { kind: 'leaf', leaf: 'timestamptz' };
  return values.some((value) => /^[{[(]/.test(value))
    ? { kind: 'unknown' }
    : { kind: 'leaf', leaf: 'text' };
}
