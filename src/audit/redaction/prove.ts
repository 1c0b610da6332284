import { openTwin } from '../../engine/twin/twin';
import type { Plan } from '../../plan/types';
import type { Server } from '../../postgres/types';
import { redact } from '../../pull/redact/redact';
import type { Pulled } from '../../pull/types';
import { type Agreement, comparePlans } from '../growth/agreement';
import { planOnTwin } from '../growth/sweep-growth';
import type { PlannedRequest } from '../growth/types';
import { type Origin, statementOf } from '../request';

export interface Proving {
  /** Where the twins are made: a server that plancliff starts. */
  readonly server: Server;
  readonly pulled: Pulled;
  /** Statements with their plans on the server. */
  readonly requests: readonly PlannedRequest[];
  readonly key: Buffer;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface Proven {
  readonly pulled: Pulled;
  /** What is left out or stays as it is, one line each. */
  readonly notes: readonly string[];
  readonly statements: readonly ProvenStatement[];
}

/** How near the plans of two twins are to the server's: of one with the values as they are, and of one with surrogates. */
export interface ProvenStatement extends Origin {
  readonly plain: Agreement | undefined;
  readonly redacted: Agreement | undefined;
  /** The first figure that the surrogates change. */
  readonly difference?: string;
}

/** Redacts what was pulled, and plans the workload with and without that. */
export async function proveRedaction(proving: Proving): Promise<Proven> {
  const { server, pulled, requests, key, onProgress, signal } = proving;
  onProgress('building a twin');
  const plain = await openTwin({ server, pulled });
  try {
    const { catalog } = plain;
    const before = await plansOf(planOnTwin(plain), requests, signal);
    onProgress('replacing values');
    const redaction = await redact({
      pulled,
      catalog,
      key,
      statements: requests.map(({ request }) => statementOf(request)),
    });
    const others = requests.map((each, k): PlannedRequest => {
      const statement = redaction.statements[k];
      if (statement === undefined || each.request.kind === 'generic') return { ...each };
      return { ...each, request: { kind: 'custom', statement } };
    });
    onProgress('building the redacted twin');
    const twin = await openTwin({ server, pulled: redaction.pulled });
    try {
      const after = await plansOf(planOnTwin(twin), others, signal);
      const refused = twin.lacks.filter((lack) => !plain.lacks.includes(lack));
      return {
        pulled: redaction.pulled,
        notes: [...redaction.notes, ...refused],
        statements: requests.map((each, k) => proven(each, before[k], after[k])),
      };
    } finally {
      await twin.close();
    }
  } finally {
    await plain.close();
  }
}

function proven(
  { origin, plan }: PlannedRequest,
  before: Plan | undefined,
  after: Plan | undefined,
): ProvenStatement {
  const lost = before && after && comparePlans(before, after, { values: false }).difference;
  return {
    ...origin,
    plain: plan && before && comparePlans(plan, before).agreement,
    redacted: plan && after && comparePlans(plan, after, { values: false }).agreement,
    ...(lost === undefined ? {} : { difference: lost }),
  };
}

async function plansOf(
  plan: ReturnType<typeof planOnTwin>,
  requests: readonly PlannedRequest[],
  signal: AbortSignal,
): Promise<readonly (Plan | undefined)[]> {
  const plans: (Plan | undefined)[] = [];
  for (const each of requests) {
    signal.throwIfAborted();
    const outcome = await plan(each, {});
    plans.push(outcome.ok ? outcome.plan : undefined);
  }
  return plans;
}
