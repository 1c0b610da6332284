import type { ChosenProbes } from '../generate/choose-probes';
import type { InferredModel } from '../generate/model/types';
import type { Probe } from '../generate/probes/types';
import type { FindingKind } from '../findings/kinds';
import type { Plan, PlanFailure, Statement } from '../plan/types';
import type { SchemaFacts } from '../postgres/catalog/schema-facts';
import type { SettledSchema } from '../schema/settle-schema';

/** The plan of one case of a probe at one scale. */
export interface ScanPoint {
  readonly scale: number;
  readonly plan: Plan;
  readonly statement: Statement;
}

/** A probe with one set of values, planned at growing scales. */
export interface ScannedCase {
  readonly probe: Probe;
  readonly label: string;
  /** By rising scale; never empty. */
  readonly points: readonly ScanPoint[];
}

/** The plan of a query for all values beside those for the values of its cases, at the largest scale. */
export interface GenericPlan {
  readonly probe: Probe;
  readonly scale: number;
  readonly plan: Plan;
  /** Mean of what the custom plans of the cases cost, with the charge for planning each time. */
  readonly customCost: number;
  /** What a server takes from the sixth execution on under plan_cache_mode `auto`. */
  readonly auto: 'generic' | 'custom';
  /** Cases that the generic plan reads otherwise. */
  readonly differing: readonly ScannedCase[];
}

export interface ScanFailure {
  readonly probe: Probe;
  readonly label: string;
  readonly failure: PlanFailure;
}

/** Everything that the rules of a scan look at. */
export interface ScanEvidence {
  /** As the schema says, before the model changed anything. */
  readonly facts: SchemaFacts;
  readonly model: InferredModel;
  /** Every probe that could be made, also those that were not planned. */
  readonly made: readonly Probe[];
  readonly cases: readonly ScannedCase[];
  /** Cases that read by an index that another one starts with, planned without all of these indexes. */
  readonly without?: readonly ScannedCase[];
  /** Plans for all values, of the queries with parameters. */
  readonly generic?: readonly GenericPlan[];
  /** Rows of a table of the model at a scale. */
  readonly rowsAt: (table: string, scale: number) => number;
  /** Rows that have the most frequent value of a column, by the model; 0 where it makes none more frequent. */
  readonly commonRows?: (table: string, column: string, scale: number) => number;
  readonly largest: number;
}

/** What only a scan finds, beside the kinds that a check has too. */
export type ScanKind =
  | 'foreign-key-without-index'
  | 'generic-plan-differs'
  | 'redundant-index'
  | 'unused-index'
  | 'variant-loses-index'
  | FindingKind;

/** One thing to change in the schema. */
export interface ScanFinding {
  readonly kind: ScanKind;
  readonly table: string;
  /** Index or foreign key that it is about. */
  readonly subject: string;
  /** One line: what is wrong. */
  readonly title: string;
  /** The same with its figures, for the first screen; the title where absent. */
  readonly short?: string;
  /** Why it matters, at which size, by whose figure. */
  readonly why: string;
  /** The whole reasoning, where `why` is short. */
  readonly details?: string;
  /** The referenced table, of a foreign key. */
  readonly parent?: string;
  /** Columns of a foreign key, as SQL. */
  readonly columns?: string;
  /** The query that shows it. */
  readonly query?: string;
  /** What the change is for, in a few words: beside it, where several findings of a kind have a title in common. */
  readonly note?: string;
  /** DDL, or what else to do. */
  readonly change: string;
  /** The higher, the earlier it is shown. */
  readonly weight: number;
}

export interface ScanResult {
  readonly sources: readonly string[];
  /** Names of migrations beside them that are not SQL. */
  readonly unread: readonly string[];
  readonly version: string;
  readonly seconds: number;
  readonly facts: SchemaFacts;
  readonly settled: SettledSchema;
  readonly model: InferredModel;
  readonly modelNotes: readonly string[];
  readonly scales: readonly number[];
  readonly chosen: ChosenProbes;
  /** Tables whose queries could be chosen: the largest; the others are judged by their keys and indexes alone. */
  readonly tablesPlanned: number;
  readonly cases: readonly ScannedCase[];
  readonly failures: readonly ScanFailure[];
  readonly generic: readonly GenericPlan[];
  readonly findings: readonly ScanFinding[];
  /** Names of indexes that every case keeps or never needs. */
  readonly approximations: readonly string[];
}
