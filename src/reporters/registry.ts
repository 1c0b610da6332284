import { github } from './github';
import { json } from './json';
import { table } from './table';
import type { Reporter } from './types';

/** Reporters by the name that `--reporter` takes. */
export const reporters = { table, json, github } as const satisfies Record<string, Reporter>;

export type ReporterName = keyof typeof reporters;

export const reporterNames = Object.keys(reporters) as readonly ReporterName[];
