import { digest } from '../../text/digest';

/** Beyond this a value says nothing to a reviewer; its length and digest still tell two values apart. */
const longest = 200;

/** A parameter as SQL would write it, in one line, the same on every machine. */
export function parameterText(value: unknown): string {
  const text = literal(value);
  if (text.length <= longest) return text;
  return `${text.slice(0, 60)}… (${text.length} characters, sha256 ${digest(text, 12)})`;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (value instanceof Uint8Array) return String.raw`'\x${Buffer.from(value).toString('hex')}'`;
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]`;
  return `'${JSON.stringify(value)?.replaceAll("'", "''")}'`;
}
