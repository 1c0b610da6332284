import { isAbsolute, join, relative } from 'node:path';
import { findingInfo } from '../findings/catalogue';
import type { Finding } from '../findings/types';
import { findingKinds } from '../findings/kinds';

/** The page on a kind of finding, as it is called from a folder: it lies in the package, wherever that is. */
function pageOf(kind: Finding['kind'], from: string | undefined): string {
  const { page } = findingInfo[kind];
  if (from === undefined) return page;
  const file = join(__dirname, '..', '..', page);
  const near = relative(from, file);
  return (near.startsWith('..') || isAbsolute(near) ? file : near).replaceAll('\\', '/');
}

/**
 * The page on a kind of finding for a reader on the web, who cannot open a file of the package: its URL where the
 * homepage is known, else its place in the package. GitHub shows the files of a repository under `blob/HEAD`.
 */
export function pageAddress(kind: Finding['kind'], homepage: string | undefined): string {
  const { page } = findingInfo[kind];
  const base = homepage?.replace(/#.*$/, '').replace(/\/+$/, '');
  if (base === undefined || base === '') return `${page} in the plancliff package`;
  const repository = /^https:\/\/github\.com\/[^/]+\/[^/]+$/.test(base);
  return `${base}${repository ? '/blob/HEAD' : ''}/${page}`;
}

/** Where to read on, once for each kind of finding; empty where there is none. */
export function pagesBlock(findings: readonly Finding[], from: string | undefined): string {
  const kinds = findingKinds.filter((kind) => findings.some((finding) => finding.kind === kind));
  if (kinds.length === 0) return '';
  return (
    ['What these findings mean, and what to do:', ...kinds.map((kind) => pageOf(kind, from))]
      // Not wrapped: a path is there to be opened.
      .join('\n  ')
  );
}
