import type { ErrorCode } from '../../../errors';
import type { CaseValues } from '../../types';

/** Descriptor of the pipe by which the process learns that its parent is gone. */
export const lifeline = 4;

/** A module that a request is about. */
export interface ModuleFile {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly file: string;
}

/** What the module process is asked. One request at a time. */
export type ModuleRequest = ModuleFile & { readonly cache: string | undefined } & (
    | { readonly kind: 'scenario' }
    /** The default export of a config file. */
    | { readonly kind: 'config' }
    /** SQL and parameters of a query that a function builds. */
    | {
        readonly kind: 'compile';
        readonly query: string;
        readonly label: string;
        readonly values: CaseValues;
      }
  );

export interface ModuleMessage {
  readonly id: number;
  readonly request: ModuleRequest;
}

/** An error on its way between two processes: a PlancliffError has a code, what somebody else threw has none. */
export interface Failure {
  readonly code?: ErrorCode;
  readonly message: string;
  readonly reason?: string;
  readonly hint?: string;
  readonly stack?: string;
}

export type ModuleReply =
  /** The time limit runs from here. */
  | { readonly begun: number }
  | { readonly id: number; readonly value: unknown }
  /** `last`: the process ends, or is in no state to run another module. */
  | { readonly id: number; readonly failure: Failure; readonly last?: true }
  /** What a module did after it was loaded. */
  | { readonly late: Failure; readonly path: string };
