import type { Model } from '../model/types';
import type { RelationSizes } from '../postgres/catalog/relation-sizes';
import type { PlanOutcome, Statement } from '../plan/types';
import type { Connection, Server } from '../postgres/types';
import type { Scales } from '../scenario/scales';
import type { Condition, Scenario } from '../scenario/types';

/** Work in progress, for the progress reporter. `done` and `total` are rows of `table`. */
export interface EngineProgress {
  readonly phase:
    'schema' | 'rows' | 'indexes' | 'vacuum' | 'sample' | 'statistics' | 'files' | 'plan';
  readonly scale: number;
  readonly table?: string;
  readonly done?: number;
  readonly total?: number;
  /** The statement that takes long. */
  readonly slow?: string;
}

export interface EngineContext {
  readonly server: Server;
  readonly scenario: Scenario;
  readonly model: Model;
  /** Pinned planner settings: profile, then the scenario's own. */
  readonly settings: { readonly [name: string]: string };
  readonly condition: Condition;
  /**
   * Number, from 1, of a sample as ANALYZE may draw it by chance: the same number is the same sample. The sample in the
   * middle of all of them where absent. Of the virtual engine alone.
   */
  readonly luck?: number;
  /**
   * Most rows of a sample that statistics are made from; as many as ANALYZE reads where absent. Fewer are faster, and
   * estimate no worse than an ANALYZE that was unlucky. Of the virtual engine alone.
   */
  readonly sampleRows?: number;
  readonly onProgress: (progress: EngineProgress) => void;
  /** `World.scalesAtOnce` where one after the other is asked for anyway; the engine's own number where absent. */
  readonly scalesAtOnce?: number;
  readonly signal: AbortSignal;
}

/** How a table reaches a scale. */
export interface Engine {
  /** Of the command line, and of the snapshots: those of two engines are apart. */
  readonly name: string;
  /** Scales that are swept where neither the command line nor the scenario names any. */
  readonly scales: Scales;
  /** How near a change is located where nothing else is asked for, as a share of its row count. */
  readonly precision: number;
  /** Whether a row count may be visited only to learn on which setting a change depends: not where rows are loaded. */
  readonly visitsAreCheap: boolean;
  /** Whether it changes catalogs and files of the server, and so works on no server but one that plancliff started. */
  readonly needsOwnServer: boolean;
  /** Creates a database with the scenario's schema. Throws a PlancliffError where it can't. */
  open(context: EngineContext): Promise<World>;
}

/** A database of one scenario that can be brought to any scale and asked for plans there. */
export interface World {
  /** How many `planAt` calls at different scales are worth having under way at once; 1 for the seed engine. */
  readonly scalesAtOnce: number;
  /**
   * Plans of these statements at this scale, in their order. Scales may come in any order for the virtual engine;
   * the seed engine pays least when they rise.
   */
  planAt(scale: number, statements: readonly Statement[]): Promise<readonly PlanOutcome[]>;
  /** The same statement at the scale the world is at, under other settings: for the cost not taken. */
  replan(
    scale: number,
    statement: Statement,
    settings: { readonly [name: string]: string },
  ): Promise<PlanOutcome>;
  /** As `replan`, with indexes of these names and those of their partitions hidden. Where absent none can be hidden. */
  replanWithout?(
    hidden: readonly string[],
    of: {
      readonly scale: number;
      readonly statement: Statement;
      readonly settings: { readonly [name: string]: string };
    },
  ): Promise<PlanOutcome>;
  /** Of the tables that these statements read and of their b-trees, by `schema.name` as SQL; of others no size that counts. */
  sizesAt(scale: number, statements: readonly Statement[]): Promise<RelationSizes>;
  /**
   * Lets `work` read catalogs with every table of the model at this scale. Nothing else is planned there
   * meanwhile. Of real rows it may run ANALYZE; of virtual ones only catalogs and sizes may be read.
   */
  inspect<Result>(
    scale: number,
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result>;
  /** Rows of each table by the row count of the driving one; absent where the data model says it. */
  readonly relationRows?: (
    relation: { readonly schema: string; readonly relation: string },
    scale: number,
  ) => number | undefined;
  /** What is modelled approximately, each one line; empty for real rows. */
  readonly approximations: readonly string[];
  /** Settings in force in the planning session. */
  readonly settings: { readonly [name: string]: string };
  close(): Promise<void>;
}
