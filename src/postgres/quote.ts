/** The one place where identifiers and literals are quoted. */

// Every keyword that `pg_get_keywords()` of PostgreSQL 18 does not call unreserved: `quote_ident` quotes the
// same ones (src/backend/utils/adt/ruleutils.c, quote_identifier).
const keywords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
  cast char character check coalesce collate collation column concurrently constraint create cross
  current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
  decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
  freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
  interval into is isnull join json json_array json_arrayagg json_exists json_object json_objectagg json_query
  json_scalar json_serialize json_table json_value lateral leading least left like limit localtime
  localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on
  only or order out outer overlaps overlay placing position precision primary real references returning right
  row select session_user setof similar smallint some substring symmetric system_user table tablesample then
  time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where
  window with xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot
  xmlserialize xmltable`.split(/\s+/),
);

/** An identifier as SQL: in double quotes where it needs them. Throws a RangeError on an empty name or a NUL. */
export function quoteIdent(name: string): string {
  if (name === '' || name.includes('\0')) throw new RangeError('Not a PostgreSQL identifier');
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) && !keywords.has(name);
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A text value as an SQL literal, whatever standard_conforming_strings says. Throws a RangeError on a NUL. */
export function quoteLiteral(value: string): string {
  if (value.includes('\0')) throw new RangeError('PostgreSQL text holds no NUL');
  const quoted = `'${value.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return value.includes('\\') ? `e${quoted}` : quoted;
}

/** `schema.name`, each quoted where needed. */
export function qualifiedName(schema: string, name: string): string {
  return `${quoteIdent(schema)}.${quoteIdent(name)}`;
}
