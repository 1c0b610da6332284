/** `ENOENT` and its kin. By shape: an error may come from another realm, as under Jest. */
export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
