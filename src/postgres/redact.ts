/** What stands where a password was. */
export const hidden = '***';

// To the *last* @ of the word: a password may hold @, :, / and quotes that nobody encoded. Rather a host too little
// in a message than half a password too much.
const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@'"`]*):\S*@/gi;
// `password=…` of a connection string or of a URL's query, `PGPASSWORD=…`, and pg's `password: '…'`.
const namedPassword =
  /((?:\b|_|PG|ssl)(?:password|passwd|pwd|passphrase)["']?\s*[=:]\s*)('(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|[^\s&,;'"`)}]+)/gi;

/**
 * The text without passwords: those of URLs, of `key=value` connection strings and environment assignments,
 * and every one of `secrets`, plain or percent-encoded.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  return known
    .reduce((rest, secret) => rest.replaceAll(secret, hidden), text)
    .replace(urlPassword, `$1:${hidden}@`)
    .replace(namedPassword, `$1${hidden}`);
}

/** A connection URL as it may be shown: user, host and database stay, the password and TLS files' secrets go. */
export function redactUrl(url: string): string {
  return redact(url);
}
