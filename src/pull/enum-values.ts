/** An enum whose values are in a list of most common combinations. */
export interface StoredEnum {
  /** OID of the type in the list: of the enum, or of a domain over it. */
  readonly type: number;
  readonly schema: string;
  readonly name: string;
  /** Labels by the OIDs of the values. */
  readonly labels: Readonly<Record<string, string>>;
}

// statext_mcv_serialize, mcv.c: four integers of 4 bytes, the number of dimensions, their types, a DimensionInfo each
// (number and bytes of its values first, padded to 20 bytes), then the values.
const countAt = 12;
const typesAt = 14;
const infoSize = 20;
const oidSize = 4;

/** OIDs of the types of a list, as hexadecimal digits of the server's bytes. */
export function typesOfList(hex: string): readonly number[] {
  const bytes = Buffer.from(hex, 'hex');
  if (bytes.length < typesAt) return [];
  const count = bytes.readInt16LE(countAt);
  if (bytes.length < typesAt + oidSize * count) return [];
  return Array.from({ length: count }, (_, k) => bytes.readUInt32LE(typesAt + oidSize * k));
}

/** The list with other OIDs for the values of its enums: a value that is stored as an OID means nothing in another database. */
export function withEnumOids(
  hex: string,
  enums: readonly StoredEnum[],
  oidOf: (of: StoredEnum, label: string) => number | undefined,
): string {
  const bytes = Buffer.from(hex, 'hex');
  const types = typesOfList(hex);
  const infos = typesAt + oidSize * types.length;
  let at = infos + infoSize * types.length;
  for (const [k, type] of types.entries()) {
    const info = infos + infoSize * k;
    const [count, size] = [bytes.readInt32LE(info), bytes.readInt32LE(info + 4)];
    const own = enums.find((each) => each.type === type);
    for (let item = 0; own !== undefined && item < count; item += 1) {
      const place = at + oidSize * item;
      const label = own.labels[bytes.readUInt32LE(place)];
      const oid = label === undefined ? undefined : oidOf(own, label);
      if (oid !== undefined) bytes.writeUInt32LE(oid, place);
    }
    at += size;
  }
  return bytes.toString('hex');
}
