import * as definitions from '../../definitions';
import type * as index from '../../index';

type Library = typeof index;

/** What the library has beside the definitions: each of these loads most of plancliff. */
const program = {
  checkScenario: true,
  engines: true,
  startEmbedded: true,
  sweepScenario: true,
} as const satisfies Record<Exclude<keyof Library, keyof typeof definitions>, true>;

/**
 * `plancliff` as the modules of scenarios import it. Hardly one asks for more than the definitions, so the rest is
 * loaded when a module first does: 33 files of source instead of 570.
 */
export const library = Object.defineProperties(
  { ...definitions },
  {
    __esModule: { value: true },
    ...Object.fromEntries(
      (Object.keys(program) as (keyof typeof program)[]).map((name) => [
        name,
        { enumerable: true, get: () => whole()[name] },
      ]),
    ),
  },
) as Library;

function whole(): Library {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an accessor cannot wait for import()
  return require('../../index') as Library;
}
