import type { createJiti as Create } from 'jiti';
import { library } from './library';

/**
 * Loads modules of a project, TypeScript among them. `plancliff` means this running copy inside them, wherever they lie;
 * each is run anew at each load.
 *
 * @param file absolute path of the module that will be loaded
 * @param cache folder for compiled modules, which are executed from it: private to this user; none where absent
 */
export function moduleLoader(file: string, cache: string | undefined): ReturnType<typeof Create> {
  // Here and not above: the process that asks another one to load a module needs no compiler.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() takes 30 ms longer, for Node's other loader
  const { createJiti } = require('jiti') as { createJiti: typeof Create };
  return createJiti(file, {
    moduleCache: false,
    interopDefault: false,
    fsCache: cache ?? false,
    virtualModules: { plancliff: library },
  });
}
