import type { FileStatement } from './read-statements';
import { adaptRules } from './rules';
import type { Adapted, ServerFacts } from './rules/types';

/** What runs in place of a statement on a server with these facts: the statement itself, where no rule is about it. */
export function adaptStatement(statement: FileStatement, facts: ServerFacts): Adapted {
  for (const rule of adaptRules) {
    const adapted = rule.adapt(statement, facts);
    if (adapted !== undefined) return adapted;
  }
  return { run: [statement.sql] };
}
