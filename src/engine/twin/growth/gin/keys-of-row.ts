import { align } from '../../../virtual/pages/format';

/** sizeof(IndexTupleData). */
const header = 8;

/** Bytes of an entry without its list of rows, by the bytes of its key. */
export const entrySize = (bytes: number): number => align(header + bytes);

/** Keys of a GIN index that are equally common. */
export interface NamedKeys {
  readonly keys: number;
  /** Chance that a row has one of them, 0 to 1. */
  readonly share: number;
  readonly keySize: number;
}

/** The keys of a table's rows in a GIN index, as far as statistics tell of them. */
export interface KeysOfRow {
  /** Keys whose share is known. */
  readonly named: readonly NamedKeys[];
  /** How many other keys a row has on average. */
  readonly rest: number;
  /** Mean bytes of an entry of the others. */
  readonly restSize: number;
  /** Whether the others are values of fields, and so as common as each other; else they may get rarer, as words do. */
  readonly isEven?: boolean;
  /** How often a sample met some of the others; absent where that is not known. */
  readonly met?: MetSeldom;
}

/** Keys of the rest that a sample of some rows met between `least` and `most` times. */
export interface MetSeldom {
  readonly sampled: number;
  readonly least: number;
  readonly most: number;
  readonly keys: number;
}

/** Groups of shares for each e-fold: shares in one differ by 2 % at most. */
const closeness = 50;

/** Keys as common and as large as each other together: of a thousand many are, and the law is asked once for them. */
export function alike(keys: readonly Omit<NamedKeys, 'keys'>[]): readonly NamedKeys[] {
  const groups = new Map<string, NamedKeys>();
  for (const { share, keySize } of keys) {
    const group = `${Math.round(Math.log(share) * closeness)} ${keySize}`;
    const { keys: before, share: mean } = groups.get(group) ?? { keys: 0, share: 0 };
    const count = before + 1;
    groups.set(group, { keys: count, share: mean + (share - mean) / count, keySize });
  }
  return [...groups.values()];
}
