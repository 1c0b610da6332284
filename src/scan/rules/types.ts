import type { ScanEvidence, ScanFinding } from '../types';

/** One kind of thing to change, found in what a scan saw. */
export type ScanRule = (evidence: ScanEvidence) => readonly ScanFinding[];
