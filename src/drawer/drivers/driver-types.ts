import type { DriverName } from '../../scenario/driver-names';
import type { TypeOf } from '../types';
import { drivers } from './index';
import { parameterValue } from './value-kind';

/**
 * The types that a driver sends for `$1`, `$2`, …; null for one that it leaves to the server. Undefined where it leaves all.
 *
 * @param of the parameters as a case gives them and as they are bound
 */
export function driverTypes(
  name: DriverName,
  of: {
    readonly given: readonly unknown[];
    readonly bound: readonly unknown[];
    readonly typeOf: TypeOf;
  },
): readonly (string | null)[] | undefined {
  const driver = drivers[name];
  const types = of.given.map((given, place) =>
    driver(parameterValue(given, of.bound[place] ?? null, of.typeOf)),
  );
  return types.every((type) => type === null) ? undefined : types;
}
