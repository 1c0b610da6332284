import { readDay, writeDay } from '../../text/calendar';

/** Values of a type as whole numbers, in their order, and back. */
export interface Axis {
  /** Undefined for a value without a place, such as infinity. */
  read(text: string): bigint | undefined;
  write(at: bigint): string;
}

/** Decimals that numbers of one domain are counted in at most. */
export const mostDecimals = 20;

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

const form =
  /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:([+-])(\d\d)(?::?(\d\d))?)?)?( BC)?$/;

/** Microseconds since 1970, of timestamps in the ISO style. */
export function timestampAxis(zone: boolean): Axis {
  return {
    read: (text) => {
      const match = form.exec(text);
      if (match === null) return undefined;
      const [, day = '', hour = '00', minute = '00', second = '00', fraction = ''] = match;
      const [, , , , , , sign, hours = 0, minutes = 0, era] = match;
      const midnight = readDay(day, era !== undefined);
      if (midnight === undefined) return undefined;
      const at = midnight + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
      const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
      return BigInt(at - offset) * 1000n + BigInt(fraction.padEnd(6, '0'));
    },
    write: (at) => {
      const milliseconds = floor(at, 1000n);
      const rest = String(at - milliseconds * 1000n).padStart(3, '0');
      const { day, era } = writeDay(Number(milliseconds));
      const time = new Date(Number(milliseconds)).toISOString().slice(-13, -1);
      return `${day} ${time}${rest}${zone ? '+00' : ''}${era}`;
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
