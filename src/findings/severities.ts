import type { Severity } from './types';

/** The worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];
