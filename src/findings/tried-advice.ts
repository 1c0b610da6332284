import type { TriedChange } from './evidence';
import type { Finding } from './types';

/** Findings of how a case reads its tables, which advice on that case answers. */
const answered: ReadonlySet<string> = new Set([
  'index-lost',
  'index-demoted',
  'index-swapped',
  'index-only-lost',
  'no-index',
  'cost-outgrows',
  'work-outgrows-result',
  'join-method-changed',
]);

/**
 * Puts advice that was tried in place of a rule's own. Where nothing that was tried helps, the finding says what was
 * tried: a rule's guess beside it would be one more thing that may not help.
 */
export function withTriedAdvice(finding: Finding, tried: readonly TriedChange[]): Finding {
  const own = tried.filter(({ condition }) => condition === finding.condition);
  if (own.length === 0 || finding.severity === 'info' || !answered.has(finding.kind))
    return finding;
  const helps = own.filter(({ outcome }) => outcome === 'helps').map(({ text }) => text);
  if (helps.length > 0) return { ...finding, advice: helps.join(' ') };
  return {
    ...finding,
    advice: `Tried without success: ${own.map(({ text }) => text).join('; ')}.`,
  };
}
