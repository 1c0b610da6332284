/**
 * Runs `make` as if no variable of libpq (PGOPTIONS, PGSSLMODE, PGREPLICATION …) were set. node-postgres reads them while
 * a client is constructed, for each value that is not given, and takes an empty value for one that is not given:
 * none of them can be refused by an argument.
 */
export function withoutPgVariables<Made>(make: () => Made): Made {
  const hidden = Object.entries(process.env).filter(([name]) => /^PG[A-Z_]+$/.test(name));
  for (const [name] of hidden) delete process.env[name];
  try {
    return make();
  } finally {
    Object.assign(process.env, Object.fromEntries(hidden));
  }
}
