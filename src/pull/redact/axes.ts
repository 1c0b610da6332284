import { readDay, readTimestamp, writeDay, writeTimestamp } from '../../text/calendar';

/** Values of a type as whole numbers, in their order, and back. */
export interface Axis {
  /** Undefined for a value without a place, such as infinity. */
  read(text: string): bigint | undefined;
  write(at: bigint): string;
}

/** Decimals that numbers of one domain are counted in at most. */
const mostDecimals = 20;

export const decimalsOf = (text: string): number =>
  Math.min(mostDecimals, /^-?\d+\.(\d+)$/.exec(text)?.[1]?.length ?? 0);

/** Whole numbers and decimals. */
export function decimalAxis(decimals: number): Axis {
  return {
    read: (text) => {
      const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
      if (whole === undefined || fraction.length > decimals) return undefined;
      const value = BigInt(whole + fraction.padEnd(decimals, '0'));
      return sign === '-' ? -value : value;
    },
    write: (at) => {
      const text = String(at < 0n ? -at : at).padStart(decimals + 1, '0');
      const whole = text.slice(0, text.length - decimals);
      const fraction = text.slice(text.length - decimals);
      return `${at < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${fraction}`}`;
    },
  };
}

/** Digits that a number with a floating point has for sure. */
const digitsOfFloat = 15;

/**
 * Numbers with a floating point, rounded to as many decimals as the largest leaves.
 *
 * @param largest of the domain, without its sign
 */
export function floatAxis(largest: number): Axis {
  const whole = largest < 1 ? 0 : Math.floor(Math.log10(largest)) + 1;
  const unit = 10 ** Math.max(0, digitsOfFloat - whole);
  return {
    read: (text) => {
      const value = /^-?\d/.test(text) ? Math.round(Number(text) * unit) : NaN;
      return Number.isFinite(value) ? BigInt(value) : undefined;
    },
    write: (at) => String(Number(at) / unit),
  };
}

/** Microseconds since 1970, of timestamps in the ISO style. */
export function timestampAxis(zone: boolean): Axis {
  return {
    read: (text) => {
      const time = readTimestamp(text);
      return time && BigInt(time.seconds) * 1_000_000n + BigInt(time.microseconds);
    },
    write: (at) => {
      const milliseconds = floor(at, 1000n);
      const microseconds = Number(at - milliseconds * 1000n);
      return writeTimestamp(Number(milliseconds), microseconds, zone ? '+00' : '');
    },
  };
}

/** Milliseconds. */
const dayLength = 86_400_000;

/** Days since 1970. */
export const dateAxis: Axis = {
  read: (text) => {
    const [, day, era] = /^(\d{4}-\d\d-\d\d)( BC)?$/.exec(text) ?? [];
    const at = day === undefined ? undefined : readDay(day, era !== undefined);
    return at === undefined ? undefined : BigInt(at / dayLength);
  },
  write: (at) => {
    const { day, era } = writeDay(Number(at) * dayLength);
    return `${day}${era}`;
  },
};

const floor = (a: bigint, by: bigint): bigint => {
  const whole = a / by;
  return a < 0n && whole * by !== a ? whole - 1n : whole;
};
