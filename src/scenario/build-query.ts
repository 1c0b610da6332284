import { messageOf, PlancliffError } from '../errors';
import { show } from '../model/arguments';
import type { BuiltQuery, Case, CompilableQuery, CompiledQuery, Query } from './types';
import { refuseMissing, watched } from './watched-values';

/** Calls a builder with a case's values, and refuses a query that lacks one of them. */
export function buildQuery(given: Case, definition: BuiltQuery): CompiledQuery {
  const { read, names } = watched(given.values);
  const built: Partial<CompilableQuery> | undefined = definition.build(read);
  if (typeof built?.compile !== 'function')
    throw new Error(`build returned ${show(built)}, which has no compile()`);
  const compiled = built.compile();
  refuseMissing(given, compiled.parameters, names);
  return compiled;
}

/**
 * Compiles a built query for a case: in the process of its module, or in this one.
 *
 * @throws PlancliffError `scenario` where the builder throws, or returns what is no query
 */
export async function compileQuery(
  given: Case,
  { compile, position: { file, line } }: Query,
  definition: BuiltQuery,
): Promise<CompiledQuery> {
  try {
    return compile === undefined ? buildQuery(given, definition) : await compile(given);
  } catch (cause) {
    // A value is missing, or the module's process ended or took too long: the message says which.
    if (cause instanceof PlancliffError) throw cause;
    throw new PlancliffError('scenario', {
      message: `${given.id}: the query's build function threw (${file}:${line})`,
      reason: messageOf(cause),
      hint: 'build gets the values of one case and returns a query that has compile(), as a Kysely builder does.',
      cause,
    });
  }
}
