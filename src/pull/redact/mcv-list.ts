/** The values of a list of most common combinations, by dimension, with everything around them. */
export interface McvList {
  readonly dimensions: readonly McvDimension[];
  /** The list with other values in the same order; undefined where one does not fit. */
  withValues(values: readonly (readonly string[])[]): string;
}

export interface McvDimension {
  /** OID of the type. */
  readonly type: number;
  /** As the server prints them. */
  readonly values: readonly string[];
}

/** STATS_MCV_MAGIC and STATS_MCV_TYPE_BASIC, src/include/statistics/statistics.h. */
const magic = 0xe1a651c2;
const basic = 1;
/** sizeof(DimensionInfo), src/backend/statistics/mcv.c: four integers and a boolean, padded. */
const infoSize = 20;
const align = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/**
 * Reads the bytes that ANALYZE stored (statext_mcv_serialize, mcv.c), on a server with the byte order of x86 and ARM.
 *
 * @param hex digits
 * @param enums types whose values are OIDs of labels, which the schema has: they are read and written as numbers
 * @returns undefined for a type whose bytes are not known here, and for bytes of another form
 */
export function readMcvList(hex: string, enums: readonly number[] = []): McvList | undefined {
  try {
    const codecOf = (type: number): Codec | undefined =>
      enums.includes(type) ? label : codecs[type];
    return parse(Buffer.from(hex, 'hex'), codecOf);
  } catch {
    return undefined;
  }
}

type CodecOf = (type: number) => Codec | undefined;

function parse(bytes: Buffer, codecOf: CodecOf): McvList | undefined {
  if (bytes.readUInt32LE(0) !== magic || bytes.readUInt32LE(4) !== basic) return undefined;
  const count = bytes.readInt16LE(12);
  let at = 14;
  const types = Array.from({ length: count }, (_, k) => bytes.readUInt32LE(at + 4 * k));
  at += 4 * count;
  const infos = at;
  at += infoSize * count;
  const dimensions: McvDimension[] = [];
  for (const [k, type] of types.entries()) {
    const codec = codecOf(type);
    const length = bytes.readInt32LE(infos + infoSize * k);
    if (codec === undefined || bytes.readInt32LE(infos + infoSize * k + 12) !== codec.length)
      return undefined;
    const values: string[] = [];
    for (let item = 0; item < length; item += 1) {
      const size = codec.length === -1 ? bytes.readUInt32LE(at) : codec.length;
      if (codec.length === -1) at += 4;
      values.push(codec.read(bytes.subarray(at, at + size)));
      at += size;
    }
    dimensions.push({ type, values });
  }
  const [head, rest] = [bytes.subarray(0, at), bytes.subarray(at)];
  return {
    dimensions,
    withValues: (values) =>
      write(head.subarray(0, infos + infoSize * count), infos, { types, codecOf }, values, rest),
  };
}

function write(
  before: Buffer,
  infos: number,
  { types, codecOf }: { readonly types: readonly number[]; readonly codecOf: CodecOf },
  values: readonly (readonly string[])[],
  items: Buffer,
): string {
  const head = Buffer.from(before);
  const parts = types.flatMap((type, k) => {
    const codec = codecOf(type) as Codec;
    const encoded = (values[k] ?? []).map((value) => codec.write(value));
    if (codec.length !== -1) return encoded;
    const sum = (of: (bytes: number) => number): number =>
      encoded.reduce((total, { length }) => total + of(length), 0);
    head.writeInt32LE(
      sum((length) => 4 + length),
      infos + infoSize * k + 4,
    );
    // With the header of a varlena, for the copy in memory.
    head.writeInt32LE(
      sum((length) => align(4 + length)),
      infos + infoSize * k + 8,
    );
    return encoded.flatMap((value) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(value.length);
      return [length, value];
    });
  });
  return Buffer.concat([head, ...parts, items]).toString('hex');
}

interface Codec {
  /** `typlen` of pg_type: -1 for a type of any length. */
  readonly length: number;
  read(bytes: Buffer): string;
  write(text: string): Buffer;
}

const text: Codec = {
  length: -1,
  read: (bytes) => bytes.toString('utf8'),
  write: (value) => Buffer.from(value, 'utf8'),
};

function integer(length: number): Codec {
  return {
    length,
    read: (bytes) => String(length === 8 ? bytes.readBigInt64LE() : bytes.readIntLE(0, length)),
    write(value) {
      const bytes = Buffer.alloc(length);
      if (length === 8) bytes.writeBigInt64LE(BigInt(value));
      else bytes.writeIntLE(Number(value), 0, length);
      return bytes;
    },
  };
}

/** The OID of an enum's label. */
const label: Codec = {
  length: 4,
  read: (bytes) => String(bytes.readUInt32LE()),
  write(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(Number(value));
    return bytes;
  },
};

/** 2000-01-01 in milliseconds since 1970: what PostgreSQL counts from. */
const epoch = Date.UTC(2000, 0, 1);
const dayLength = 86_400_000;

const date: Codec = {
  length: 4,
  read: (bytes) => new Date(epoch + bytes.readInt32LE() * dayLength).toISOString().slice(0, 10),
  write: (value) => integer(4).write(String((Date.parse(value) - epoch) / dayLength)),
};

/** By OID, src/include/catalog/pg_type.dat. */
const codecs: Readonly<Record<number, Codec>> = {
  16: { length: 1, read: (bytes) => (bytes[0] === 1 ? 't' : 'f'), write: (value) => Buffer.from([value === 't' ? 1 : 0]) }, // prettier-ignore
  20: integer(8),
  21: integer(2),
  23: integer(4),
  25: text,
  1042: text,
  1043: text,
  1082: date,
  2950: {
    length: 16,
    read: (bytes) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    write: (value) => Buffer.from(value.replaceAll('-', ''), 'hex'),
  },
};
