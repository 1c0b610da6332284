/** A type as `format_type` prints it, without its length or precision: `numeric` of `numeric(10,2)`. */
export const withoutModifier = (type: string): string => type.replace(/\(\d+(?:,\s*-?\d+)?\)/, '');
