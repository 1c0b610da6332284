/**
 * The words of the scanned corpus.
 *
 * family    one schema text, made of small parts; a scan reads all of it at once
 * part      some tables of it, with one known trap in their DDL, or with none
 * question  a query over the family's schema, with a known trap in how it is written, or with none
 * held out  kept apart from tuning, by a hash of the name; it is tuned from the day somebody looks at it for a rule
 */
import { createHash } from 'node:crypto';
import type { ScanKind } from '../../../src/scan/types';

export interface Trap {
  /** Kinds of findings that name it. */
  readonly kinds: readonly ScanKind[];
  /** Index or foreign key that the finding is about; any of the part's tables where absent. */
  readonly subject?: string;
}

export interface Part {
  readonly ddl: string;
  /** Absent where nothing is wrong. */
  readonly trap?: Trap;
  /** Why it is harmful, or why it is not. */
  readonly because: string;
}

export interface Question {
  readonly sql: string;
  readonly values?: readonly unknown[];
  readonly harmful: boolean;
  readonly because: string;
}

export interface ScannedFamily {
  readonly name: string;
  /** Tables that no part is about, before those of the parts. */
  readonly schema?: string;
  readonly parts: { readonly [name: string]: Part };
  readonly questions: { readonly [name: string]: Question };
  /** Whether suspicious queries run on loaded rows. */
  readonly trial: boolean;
}

/** Chosen by the hash, and looked at on 2026-11-30 while rules were written and labels changed. */
export const lookedAt: readonly string[] = [
  'the key with fewer included columns',
  'two unique constraints on the same columns',
  'newest messages of an account, sorted',
  'newest rows of a state, one index for each column',
  'distinct over a join',
  'a keyset written as OR',
];

export const isHeldOut = (name: string): boolean =>
  (createHash('sha256').update(name).digest()[0] ?? 0) % 3 === 2 && !lookedAt.includes(name);

export const ddlOfFamily = ({ schema = '', parts }: ScannedFamily): string =>
  [schema, ...Object.values(parts).map(({ ddl }) => ddl)].join('\n');
