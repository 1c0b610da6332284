import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface PackageInfo {
  readonly version: string;
  /** Where the project lives on the web; its pages lie below it, under the paths that they have in the package. */
  readonly homepage?: string;
}

/** What the package.json of plancliff itself says. */
export function packageInfo(): PackageInfo {
  return JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as PackageInfo;
}
