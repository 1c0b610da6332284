import type { TriedChange } from '../findings/evidence';
import type { Finding } from '../findings/types';
import type { Probe } from '../generate/probes/types';
import { rowsText } from '../text/figures';
import { sweptFrom } from './budget';
import { queryOf } from './rules/shown-query';
import type { ScanFinding, ScannedCase } from './types';

/**
 * What a sweep with a trial found of a suspicious case, as a finding of the scan.
 *
 * @param helps advice that was tried for the case and helps: not every rule that a case meets gives it
 */
export function confirmedFinding(
  { probe, label, points }: ScannedCase,
  found: Finding,
  helps: Pick<TriedChange, 'text' | 'suggestion'> | undefined,
): ScanFinding {
  const finding = helps === undefined ? found : { ...found, advice: helps.text };
  const suggested = helps?.suggestion.text;
  const last = points.at(-1);
  const ddl = suggested?.startsWith('create index ') === true ? suggested : undefined;
  const [measured = finding.why] = finding.why.split('; ');
  const gain = /: ([\d.,kMBT]+ pages instead of [\d.,kMBT]+ at \S+)/.exec(finding.advice)?.[1];
  return {
    kind: finding.kind,
    table: probe.table,
    subject: probe.index ?? probe.foreignKey ?? '',
    title: titleOf(probe, label, finding),
    ...shortOf(probe, label, finding, gain),
    why: `${measured.replace(/\.$/, '')}${ddl !== undefined && gain !== undefined ? `; with the index below ${gain}` : ''}.`,
    details: `${finding.why} ${finding.advice}`,
    ...queryOf(last?.statement),
    change:
      ddl === undefined ? finding.advice : `${ddl.replace(/^(create index on )public\./, '$1')};`,
    weight: finding.severity === 'error' ? 900 : 600,
  };
}

/** What somebody asks with such a query. */
function questionOf({ kind, sql, index }: Probe): string {
  const column = / where (?:\()?("?[\w ]+"?) (?:=|>=)/.exec(sql)?.[1];
  const order = / order by ("?[\w ]+"?)/.exec(sql)?.[1];
  switch (kind) {
    case 'filter-order':
      return `the newest rows of one ${column ?? 'value'}`;
    case 'order-limit':
      return `the first page${column === undefined ? '' : ` of one ${column}`} by ${order ?? index ?? 'a key'}`;
    case 'keyset':
      return `the next page by ${order ?? index ?? 'a key'}`;
    case 'search':
      return `a search by ${index ?? 'an index'}`;
    default:
      return `a query by ${column ?? index ?? 'a key'}`;
  }
}

/** One line for the first screen, where the finding says what was measured. */
function shortOf(
  probe: Probe,
  label: string,
  { why }: Finding,
  gain: string | undefined,
): { readonly short?: string; readonly note?: string } {
  const found =
    /[Aa]t ([\d.]+[kMBT]?) rows the query touches ([^;,]+?) for ([^;,]+?)(?:[,;.]|$)/.exec(why);
  if (found === null) return {};
  const [, size, work, result] = found;
  const value = label === 'default' ? '' : `, a ${label} value`;
  const better = gain === undefined ? '' : `; with this index ${gain}`;
  return {
    note: `${probe.table}: ${work} for ${result} at ${size} rows`,
    short: `${probe.table}: ${questionOf(probe)} touch ${work} for ${result} at ${size} rows (measured${value})${better}`,
  };
}

function titleOf(probe: Probe, label: string, finding: Finding): string {
  const at = 'at' in finding ? finding.at : undefined;
  const from = at === undefined || at <= sweptFrom ? ' at every size' : ` from ${rowsText(at)}`;
  const what = `${probe.table}: ${questionOf(probe)}`;
  const value = label === 'default' ? '' : ` (a ${label} value)`;
  switch (finding.kind) {
    case 'index-lost':
      return `${what} lose the index${from}${value}`;
    case 'early-stop':
      return `${what} are read fast only while matches are near${value}`;
    case 'no-index':
    case 'index-never-used':
      return `${what} need a full scan${from}${value}`;
    default:
      return `${what} take work that grows with the table${from}${value}`;
  }
}
