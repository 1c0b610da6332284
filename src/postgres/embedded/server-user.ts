import { readFileSync } from 'node:fs';

/** Who runs the server, where that is someone else than this process. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root's server runs as `nobody`; everybody else's as themselves
 * (undefined). It has to be an account with a name: initdb looks it up.
 */
export function serverUser(
  uid: number | undefined = process.getuid?.(),
  passwd: () => string = () => readFileSync('/etc/passwd', 'utf8'),
): User | undefined {
  if (uid !== 0) return undefined;
  try {
    const fields = passwd()
      .split('\n')
      .map((line) => line.split(':'))
      .find(([name]) => name === 'nobody');
    if (fields && fields[2] !== '0') return { uid: id(fields[2]), gid: id(fields[3]) };
  } catch {
    // No such file: accounts come from elsewhere, and nobody's usual number is as good a guess as any.
  }
  return { uid: 65_534, gid: 65_534 };
}

/** macOS writes nobody's number as -2. */
function id(text: string | undefined): number {
  return Number(text) >>> 0;
}
