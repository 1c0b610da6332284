import { isSymbol, tokenize } from './tokens';

/**
 * A statement whose parameters have these types, as when a driver sends them with it: each `$n` becomes `$n::type`. The
 * cast of a parameter whose type nothing else has settled makes a parameter of that type, and no expression around it
 * (variable_coerce_param_hook, parse_param.c), so that the plan is the one that the driver gets.
 *
 * @param types in the order of `$1`, `$2`, …; null for a parameter whose type the server infers
 */
export function withDriverTypes(sql: string, types: readonly (string | null)[]): string {
  const tokens = tokenize(sql);
  let typed = '';
  let end = 0;
  for (const [place, token] of tokens.entries()) {
    const type = token.kind === 'parameter' ? types[Number(token.text.slice(1)) - 1] : undefined;
    if (type === undefined || type === null) continue;
    const next = tokens[place + 1];
    // A subscript or a field is that of the parameter, and not of its type.
    const inner = isSymbol(next, '[') || isSymbol(next, '.');
    const cast = `${token.text}::${type}`;
    typed += sql.slice(end, token.start) + (inner ? `(${cast})` : cast);
    end = token.end;
  }
  return typed + sql.slice(end);
}
