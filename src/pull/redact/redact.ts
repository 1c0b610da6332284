import type { Statement } from '../../plan/types';
import type { Catalog } from '../../postgres/catalog/types';
import { quoteLiteral } from '../../postgres/quote';
import type { ComparedValue } from '../../sql/compared-values';
import { knownTables } from '../../sql/known-tables';
import { nodeOf } from '../../sql/nodes';
import { uncast } from '../../sql/compared-values';
import { counted, listed } from '../../text/figures';
import type { Pulled, WorkloadEntry } from '../types';
import { columnPlaces, type ColumnPlace, type Pair } from './columns';
import { beginningOf, type Constant, isPattern } from './constants';
import { createDomain, type Domain } from './domain';
import type { ValueKind } from './kinds';
import { withSurrogates } from './leaves';
import { spelledIn } from './spelled';
import { columnStatistics, eachColumn } from './statistics';
import { readStatement, type ReadStatement, withConstants } from './workload';

export interface Redaction {
  readonly pulled: Pulled;
  /** The statements that were given, with the surrogates of their values. */
  readonly statements: readonly Statement[];
  /** What is left out or stays as it is, one line each. */
  readonly notes: readonly string[];
}

export interface Redacting {
  readonly pulled: Pulled;
  /** What the schema says of keys and types. */
  readonly catalog: Catalog;
  /** Statements beside the workload, whose values get the same surrogates. */
  readonly statements?: readonly Statement[];
  /** Decides on the surrogates: nobody without it can tell what they stand for. */
  readonly key: Buffer;
}

/**
 * Replaces the values in what was pulled by surrogates of the same type and length, in the same order. Values that the
 * schema spells out stay.
 */
export async function redact({
  pulled,
  catalog,
  statements = [],
  key,
}: Redacting): Promise<Redaction> {
  const tableOf = knownTables(
    catalog.tables.map(({ schema, name, columns }) => ({
      name: `${schema}.${name}`,
      columns: columns.map((column) => column.name),
    })),
  );
  const workload: { readonly entry: WorkloadEntry; readonly read: ReadStatement }[] = [];
  for (const entry of pulled.workload) {
    const read = await readStatement(entry.sql, tableOf);
    if (read !== undefined) workload.push({ entry, read });
  }
  const given: (ReadStatement | undefined)[] = [];
  for (const { sql } of statements) given.push(await readStatement(sql, tableOf));
  const reads = [...workload.map(({ read }) => read), ...given.flatMap((read) => read ?? [])];
  const joins = reads.flatMap(({ compared }) =>
    compared.flatMap(({ table, column, other }): Pair[] =>
      other === undefined ? [] : [{ table, column, other }],
    ),
  );
  const places = columnPlaces(catalog, joins, pulled.schema);
  const spelled = spelledIn(pulled.schema);
  const domains = new Map<string, Domain>();
  const domainOf = (name: string): Domain => {
    const known = domains.get(name) ?? createDomain(spelled, Buffer.concat([key, Buffer.from(name)])); // prettier-ignore
    domains.set(name, known);
    return known;
  };
  const texts = new Map<string, string>();
  const note = ({ domain, kind }: ColumnPlace, value: string): void => {
    withSurrogates(kind, value, (leaf, text) => {
      domainOf(domain).note(leaf, text);
      if (leaf === 'text') texts.set(text, domain);
      return text;
    });
  };
  const surrogate = ({ domain, kind }: ColumnPlace, value: string): string | undefined =>
    withSurrogates(kind, value, (leaf, text) => domainOf(domain).surrogate(leaf, text));

  for (const { place, values } of eachColumn(pulled.statistics, places)) {
    values.forEach((value) => note(place, value));
  }
  const placeOf = (by: ComparedValue): ColumnPlace | undefined => places.named(by.table, by.column);
  for (const { by, constant } of reads.flatMap(({ placed }) => placed)) {
    const place = placeOf(by);
    if (place === undefined) continue;
    if (isPattern(by)) domainOf(place.domain).noteBeginning(beginningOf(constant.text).beginning);
    else note(narrowed(place, by, constant.text), constant.text);
  }
  const parameters = given.map((read, k) => parametersOf(read, statements[k]?.parameters ?? []));
  for (const { by, values } of parameters.flat()) {
    const place = placeOf(by);
    if (place === undefined) continue;
    for (const value of values) {
      if (isPattern(by)) domainOf(place.domain).noteBeginning(beginningOf(value).beginning);
      else note(narrowed(place, by, value), value);
    }
  }

  const valueOf = (by: ComparedValue, text: string): string => {
    const place = placeOf(by);
    if (place === undefined) return text;
    if (!isPattern(by)) return surrogate(narrowed(place, by, text), text) ?? text;
    const { beginning, rest } = beginningOf(text);
    const domain = domainOf(place.domain);
    const replaced = domain.surrogate('text', beginning) ?? '';
    return replaced.replace(/[%_\\]/g, '\\$&') + patternRest(rest, domain);
  };
  let kept = 0;
  const rewrite = async (read: ReadStatement): Promise<string> => {
    const replacements = new Map<number, string>();
    for (const { constant, by } of read.placed) {
      replacements.set(constant.location, asSql(constant, valueOf(by, constant.text)));
    }
    for (const constant of read.others) {
      const domain = texts.get(constant.text);
      if (domain === undefined || spelled.has(constant.text)) {
        kept += 1;
        continue;
      }
      const text = domainOf(domain).surrogate('text', constant.text) ?? '';
      replacements.set(constant.location, asSql(constant, text));
    }
    return withConstants(read.sql, replacements);
  };
  const rewritten: WorkloadEntry[] = [];
  for (const { entry, read } of workload) {
    rewritten.push({ ...entry, sql: await rewrite(read) });
  }
  const keptInWorkload = kept;
  const rewrittenStatements: Statement[] = [];
  for (const [k, { sql, parameters: values }] of statements.entries()) {
    const read = given[k];
    const replaced = [...values];
    for (const { by, place } of parameters[k] ?? []) {
      replaced[place] = withTexts(values[place], (text) => valueOf(by, text));
    }
    rewrittenStatements.push({
      sql: read === undefined ? sql : await rewrite(read),
      parameters: replaced,
    });
  }
  const { statistics, left } = columnStatistics(pulled.statistics, places, surrogate);
  const dropped = pulled.workload.length - rewritten.length;
  const notes = [
    ...(left.length === 0
      ? []
      : [
          `values of ${counted(left.length, 'column')} are left out, whose types have no surrogates: ${listed(left)}. The twin estimates them by defaults.`,
        ]),
    ...(dropped === 0
      ? []
      : [
          `${counted(dropped, 'statement')} of the workload that cannot be planned, such as SET and CREATE ROLE, ${dropped === 1 ? 'is' : 'are'} left out.`,
        ]),
    ...(keptInWorkload === 0
      ? []
      : [
          `${counted(keptInWorkload, 'text')} in workload.jsonl ${keptInWorkload === 1 ? 'is' : 'are'} compared with no column and ${keptInWorkload === 1 ? 'stays' : 'stay'}: read them before you commit the file.`,
        ]),
  ];
  const { manifest } = pulled;
  return {
    pulled: {
      ...pulled,
      statistics,
      workload: rewritten,
      manifest: { ...manifest, redacted: true, lacks: [...manifest.lacks, ...notes] },
    },
    statements: rewrittenStatements,
    notes,
  };
}

/** A value beside an array or a range may be one item of it; what `any` compares is an array of the column's values. */
function narrowed(
  { domain, kind }: ColumnPlace,
  { array }: ComparedValue,
  text: string,
): ColumnPlace {
  // prettier-ignore
  if (array) return { domain, kind: { kind: 'array', of: kind } };
  const isInside = kind.kind === 'range' && !/^[[(]|^empty$/.test(text);
  const inside: ValueKind = isInside ? kind.of : kind;
  return { domain, kind: inside };
}

function patternRest(rest: string, domain: Domain): string {
  return rest.replace(/(?:\\[^]|[^%_\\])+/g, (text) => domain.surrogate('text', text) ?? text);
}

const asSql = ({ isString }: Constant, text: string): string =>
  isString ? quoteLiteral(text) : text;

interface PlacedParameter {
  readonly place: number;
  readonly by: ComparedValue;
  readonly values: readonly string[];
}

function parametersOf(
  read: ReadStatement | undefined,
  values: readonly unknown[],
): readonly PlacedParameter[] {
  return (read?.compared ?? []).flatMap((by) => {
    const number = Number(nodeOf(uncast(by.value), 'ParamRef')?.['number'] ?? 0);
    const found: string[] = [];
    if (number > 0) {
      withTexts(values[number - 1], (text) => {
        found.push(text);
        return text;
      });
    }
    return found.length === 0 ? [] : [{ place: number - 1, by, values: found }];
  });
}

/** A parameter with its texts and numbers replaced, at any depth of arrays. */
function withTexts(value: unknown, replace: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => withTexts(item, replace));
  if (typeof value === 'string') return replace(value);
  return typeof value === 'number' || typeof value === 'bigint' ? replace(String(value)) : value;
}
