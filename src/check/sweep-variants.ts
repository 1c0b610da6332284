import type { Drawer } from '../drawer/types';
import type { Engine, EngineContext, World } from '../engine/types';
import type { Statement } from '../plan/types';
import type { Catalog } from '../postgres/catalog/types';
import type { Case } from '../scenario/types';
import type { Scales } from '../scenario/scales';
import type { Timeline } from '../timeline/types';
import { keptUpTo } from '../variants/kept-up-to';
import type { Variant } from '../variants/types';
import { valuesFor, variantsOf, type VariantText } from '../variants/variants-of';
import { sweepWorld } from './sweep-world';

/** A variant of a case, planned at the row counts of the case. */
export interface SweptVariant {
  readonly query: string;
  /** Label of the case. */
  readonly case: string;
  readonly rule: Omit<Variant, 'rewrite'>;
  /** The case as its author wrote it. */
  readonly original: Timeline;
  /** Absent where the server refuses the variant. */
  readonly timeline?: Timeline;
  /**
   * Largest row count that was planned up to which the variant keeps the index of the original; absent where it never does.
   */
  readonly keptUpTo?: number;
}

/**
 * Plans these cases as hurried authors would write them. The statement is the one that is planned, so that queries of a
 * builder are varied as well.
 */
export async function sweepVariants(
  engine: Engine,
  context: EngineContext,
  world: World,
  options: {
    readonly varied: readonly Case[];
    readonly timelines: readonly Timeline[];
    readonly catalog: Catalog;
    readonly drawer: Drawer;
    readonly scales: Scales;
    readonly precision: number;
  },
): Promise<readonly SweptVariant[]> {
  const { varied, drawer, catalog, scales, timelines } = options;
  const textsOf = remembered((sql) => variantsOf(sql, catalog));
  const originals = await drawer.statementsAt(scales.to, varied);
  const made = await Promise.all(
    varied.map(async (of, place) => ({ of, texts: await textsOf(originals[place]?.sql ?? '') })),
  );
  const wanted = made.flatMap(({ of, texts }) =>
    texts.map(({ rule }) => {
      const label = `${of.label}: ${rule.name}`;
      return { of, rule, own: { ...of, id: `${of.query} / ${label}`, label } };
    }),
  );
  const byCase = new Map<Case, (typeof wanted)[number]>(wanted.map((each) => [each.own, each]));
  const statementOf = async (own: Case, original: Statement): Promise<Statement> => {
    const rule = byCase.get(own)?.rule;
    const text = (await textsOf(original.sql)).find((each) => each.rule === rule);
    // A builder may write another text at another row count, of which the rule says nothing.
    return text === undefined ? original : { ...original, ...rewritten(text, original) };
  };
  const swept = await sweepWorld(engine, context, world, {
    ...options,
    cases: wanted.map(({ own }) => own),
    planAt: async (scale, some) => {
      const of = some.map((own) => byCase.get(own)?.of ?? own);
      const drawn = await drawer.statementsAt(scale, of);
      const statements = await Promise.all(
        some.flatMap((own, place) => {
          const original = drawn[place];
          return original === undefined ? [] : [statementOf(own, original)];
        }),
      );
      return world.planAt(scale, statements);
    },
  });
  return wanted.flatMap(({ of, own, rule }): SweptVariant[] => {
    const isOf = (label: string) => (each: Timeline) =>
      each.query === of.query && each.case === label && each.condition === context.condition.label;
    const original = timelines.find(isOf(of.label));
    const timeline = swept.timelines.find(isOf(own.label));
    if (original === undefined) return [];
    const { name, reason, instead, sameRows } = rule;
    const kept = timeline && keptUpTo(original, timeline);
    return [
      {
        query: of.query,
        case: of.label,
        rule: { name, reason, instead, sameRows },
        original,
        ...(timeline === undefined ? {} : { timeline }),
        ...(kept === undefined ? {} : { keptUpTo: kept }),
      },
    ];
  });
}

function rewritten(
  text: VariantText,
  { parameters }: Statement,
): Pick<Statement, 'sql' | 'parameters'> {
  return { sql: text.sql, parameters: valuesFor(text, parameters) };
}

function remembered<Value>(make: (sql: string) => Promise<Value>): (sql: string) => Promise<Value> {
  const made = new Map<string, Promise<Value>>();
  return (sql) => {
    const known = made.get(sql) ?? make(sql);
    made.set(sql, known);
    return known;
  };
}
