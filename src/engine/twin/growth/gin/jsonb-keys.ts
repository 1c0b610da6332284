import type { DocumentKey, KeysOfValue } from './documents';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** JGIN_MAXLENGTH: longer texts are keys by their hash. */
const longest = 125;
const hashed = 8;

/** A key's bytes: length, flag and text (make_text_key, src/backend/utils/adt/jsonb_gin.c). */
const sizeOf = (text: string): number => {
  const bytes = Buffer.byteLength(text);
  return 2 + (bytes > longest ? hashed : bytes);
};

/** Names and values of a document are keys each on their own (gin_extract_jsonb). */
export const jsonbKeys: KeysOfValue = (text) => {
  const keys = new Map<string, DocumentKey>();
  const add = (kind: string, value: string, field: string): void =>
    void keys.set(kind + value, { bytes: sizeOf(value), field });
  const visit = (value: Json, field: string, isElement: boolean): void => {
    if (value === null) add('null ', '', field);
    else if (typeof value === 'boolean') add('bool ', value ? 't' : 'f', field);
    else if (typeof value === 'number') add('number ', String(value), field);
    // A text in an array is a key of the same kind as a name, so that `?` finds it.
    else if (typeof value === 'string') add(isElement ? 'name ' : 'text ', value, field);
    else if (isArray(value)) for (const each of value) visit(each, field, true);
    else
      for (const [name, each] of Object.entries(value)) {
        add('name ', name, '');
        visit(each, below(field, name), false);
      }
  };
  const document = parsed(text);
  if (document !== undefined) visit(document, '', true);
  return keys;
};

/** Each value with the names that lead to it is a key of four bytes (gin_extract_jsonb_path). */
export const jsonbPathKeys: KeysOfValue = (text) => {
  const keys = new Map<string, DocumentKey>();
  const visit = (value: Json, field: string): void => {
    if (typeof value !== 'object' || value === null)
      keys.set(`${field}=${JSON.stringify(value)}`, { bytes: 4, field });
    else if (isArray(value)) for (const each of value) visit(each, field);
    else for (const [name, each] of Object.entries(value)) visit(each, below(field, name));
  };
  const document = parsed(text);
  if (document !== undefined) visit(document, '');
  return keys;
};

const below = (field: string, name: string): string => `${field}${JSON.stringify(name)}`;

const isArray = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Undefined for what a redaction left of a document. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
