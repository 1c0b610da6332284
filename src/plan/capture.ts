import { messageOf, PlancliffError } from '../errors';
import { isStatementError } from '../postgres/server-error';
import type { Connection } from '../postgres/types';
import { installClock, pinnedText, type PinnedText } from '../sql/pin-clock';
import { remember } from '../sql/remember';
import { checkPlannable, type Plannable, type Refused } from '../sql/plannable';
import { explainCustom, explainGeneric, leadOf } from './explain';
import { planFailure } from './failure';
import { factStore } from './load-facts';
import { parseExplain } from './parse';
import { planReader } from './plan-reader';
import { changingSettings } from './session-settings';
import { guardSession, inReadOnlyTransaction, readSession } from './session';
import { pinSettings } from './settings';
import type { PlanFailure, PlanOutcome, Planner, Statement } from './types';

export interface PlannerOptions {
  /** Planner settings over the major's stock values, as `postgresql.conf` writes them. */
  readonly settings: { readonly [name: string]: string };
  /** What `now()` and its kin return. Creates functions, so only for a scratch database. */
  readonly clock?: string;
  /** Milliseconds for one statement, and for waiting for a lock; no limit where absent. */
  readonly statementTimeout?: number;
}

/** A statement on its way to the server. */
interface Ready {
  readonly statement: Statement;
  readonly pinned: PinnedText;
  readonly parameters: number;
  readonly generic: boolean;
}

/**
 * Makes this connection a planner's own: pinned settings, read-only, EXPLAIN without ANALYZE and nothing else. Closes
 * it with the planner, and when this fails.
 *
 * @throws PlancliffError `config` for a setting the server does not know; whatever the connection throws
 */
export async function openPlanner(
  connection: Connection,
  options: PlannerOptions,
): Promise<Planner> {
  try {
    return await preparePlanner(connection, options);
  } catch (error) {
    await connection.end();
    if (!isStatementError(error)) throw error;
    throw new PlancliffError('config', {
      message: 'the planning session could not be set up',
      reason: error.message,
      hint: 'Check the planner settings of the scenario.',
      cause: error,
    });
  }
}

async function preparePlanner(connection: Connection, options: PlannerOptions): Promise<Planner> {
  const { clock } = options;
  const clockSchema = clock === undefined ? undefined : await installClock(connection, clock);
  const { major, foldableFunctions } = await readSession(connection);
  const settings = await pinSettings(connection, options.settings);
  await guardSession(connection, options.statementTimeout);
  const read = planReader(factStore(connection, major));
  const look = remember((sql) => lookAt(sql, clockSchema));
  const change = changingSettings(connection);
  let turn: Promise<unknown> = Promise.resolve();

  /** Statements of one session follow each other, whoever asks. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const plan = async (
    statement: Statement,
    under: { readonly [name: string]: string },
  ): Promise<PlanOutcome> => {
    const changed = { ...statement.settings, ...under };
    const mode = changed['plan_cache_mode'] ?? settings['plan_cache_mode'];
    const ready = admit(statement, await look(statement.sql), mode === 'force_generic_plan');
    if ('ok' in ready) return ready;
    const { sql } = ready.pinned;
    const explain = (): Promise<unknown> =>
      ready.generic
        ? explainGeneric(connection, sql, ready.parameters, major).json
        : explainCustom(connection, { sql, parameters: statement.parameters });
    try {
      const apart = foldableFunctions || ready.generic;
      await change(apart ? {} : changed);
      const json = await (apart ? inReadOnlyTransaction(connection, changed, explain) : explain());
      return { ok: true, plan: await read(statement.sql, parseExplain(json)), statement };
    } catch (error) {
      return failed(error, ready, major);
    }
  };

  return {
    settings,
    plan: (statement) => inTurn(() => plan(statement, {})),
    planWith: (statement, changed) => inTurn(() => plan(statement, changed)),
    close: () => inTurn(() => connection.end()),
  };
}

/** What is known of a text, whatever its values. */
interface Look {
  readonly check: Plannable;
  readonly pinned: PinnedText;
}

async function lookAt(sql: string, clockSchema: string | undefined): Promise<Look> {
  const check = await checkPlannable(sql);
  const plain = { sql, original: (position: number) => position };
  if (clockSchema === undefined || !check.ok) return { check, pinned: plain };
  return { check, pinned: await pinnedText(sql, clockSchema) };
}

/** Lets exactly one plannable statement with the right number of values pass; anything else never reaches a server. */
function admit(
  statement: Statement,
  { check, pinned }: Look,
  forceGeneric: boolean,
): Ready | PlanOutcome {
  if (!check.ok) return refused(statement, refusal(check));
  const given = statement.parameters.length;
  if (check.parameters !== given) {
    const message = `parameters in the statement: ${check.parameters}, values given: ${given}`;
    return refused(statement, { message });
  }
  return { statement, pinned, parameters: check.parameters, generic: forceGeneric };
}

const refused = (
  statement: Statement,
  failure: Pick<PlanFailure, 'message' | 'sqlState' | 'position'>,
): PlanOutcome => ({ ok: false, failure: { ...failure, statement } });

/** A text that does not parse has the message that the server would give: the parser is PostgreSQL's own. */
function refusal({
  reason,
  position,
}: Refused): Pick<PlanFailure, 'message' | 'sqlState' | 'position'> {
  if (position === undefined) return { message: `refused: ${reason}` };
  return { message: reason, sqlState: '42601', position };
}

function failed(error: unknown, ready: Ready, major: number): PlanOutcome {
  if (error instanceof PlancliffError) throw error;
  if (!isStatementError(error)) {
    throw new PlancliffError('server-failed', {
      message: 'the connection to PostgreSQL was lost',
      reason: messageOf(error),
      hint: 'Run the command again; nothing was accepted or written.',
      cause: error,
    });
  }
  const before = leadOf(ready.generic ? 'generic' : 'custom', major);
  const original = (position: number): number =>
    position > before ? ready.pinned.original(position - before) : 0;
  return { ok: false, failure: planFailure(error, ready.statement, original) };
}
