/** The text of a file, without a byte order mark. Bytes that its encoding does not allow become U+FFFD. */
export const decodeText = (bytes: Uint8Array): string =>
  new TextDecoder(encodingOf(bytes)).decode(bytes);

/** The encoding that the byte order mark of a file names: UTF-16, as PowerShell's `>` writes it; UTF-8 where it has none. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
