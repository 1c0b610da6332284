/**
 * JSON for people who review it: an object's fields a line each, while lists of plain values, however long, and small
 * objects without lists stand in one line. The same value gives the same text.
 */
export function jsonText(value: unknown, indent = ''): string {
  const inside = `${indent}  `;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (items.every(isPlain)) return `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
    return `[\n${items.map((item) => inside + jsonText(item, inside)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (fields.length <= smallObject && fields.every(([, field]) => isPlain(field))) {
    return `{ ${fields.map(([name, field]) => `${JSON.stringify(name)}: ${JSON.stringify(field)}`).join(', ')} }`;
  }
  return `{\n${fields.map(([name, field]) => `${inside}${JSON.stringify(name)}: ${jsonText(field, inside)}`).join(',\n')}\n${indent}}`;
}

const smallObject = 5;

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;
