import { guard } from '../sql/guard';
import { literalFree } from '../sql/literal-free';
import { type SelectForm, toSelect } from '../sql/to-select';
import { type Behind, sideEffect } from './side-effects';
import type { Mentions } from '../sql/mentions';

/** Whether a statement may be planned, and in which form. */
export type Admission =
  | {
      readonly ok: true;
      readonly form: SelectForm;
      /** Highest `$n` of the form. */
      readonly parameters: number;
    }
  | { readonly ok: false; readonly reason: string; readonly hint?: string };

export interface AdmissionOptions {
  /** Take the word of the database's own functions for what they do. */
  readonly trustFunctions: boolean;
  readonly lookUp: (mentions: Mentions) => Promise<Behind>;
}

/** Selects without literals whose decision is kept. */
const kept = 5_000;

/**
 * Decides on statements, on those that differ in nothing but plain literals once: what a constant is decides neither
 * what a select calls nor what it locks.
 */
export function admissions(options: AdmissionOptions): (sql: string) => Promise<Admission> {
  const known = new Map<string, number>();
  return async (sql) => {
    const shape = literalFree(sql);
    const parameters = shape === undefined ? undefined : known.get(shape);
    if (parameters !== undefined) return { ok: true, form: { sql }, parameters };
    const admission = await admit(sql, options);
    if (shape !== undefined && admission.ok && admission.form.sql === sql) {
      if (known.size >= kept) known.clear();
      known.set(shape, admission.parameters);
    }
    return admission;
  };
}

async function admit(
  sql: string,
  { trustFunctions, lookUp }: AdmissionOptions,
): Promise<Admission> {
  const form = await toSelect(sql);
  const guarded = await guard(form.sql);
  if (!guarded.ok) return { ok: false, reason: guarded.reason };
  const effect = trustFunctions ? undefined : await sideEffect(guarded.mentions, lookUp);
  if (effect === undefined) return { ok: true, form, parameters: guarded.parameters };
  const hint = 'Read it first; then --trust-functions plans the statement.';
  return { ok: false, reason: effect, hint };
}
