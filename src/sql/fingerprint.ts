import { fingerprintOf } from './parse';
import { remember } from './remember';

/**
 * libpg-query's fingerprint of a statement: equal for texts that differ in literals, in the lengths of IN lists, in white
 * space and in comments alone. Undefined for a text that does not parse.
 */
export const fingerprint = remember(fingerprintOf);
