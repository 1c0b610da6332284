import type { Statement } from './types';

/** The session that a case has of its own, in words: `role app, app.tenant = 7, types numeric`. Empty where it has none. */
export function sessionText({
  settings = {},
  types,
  driver,
  planCache,
}: Pick<Statement, 'settings' | 'types' | 'driver' | 'planCache'>): string {
  const { role, plan_cache_mode: mode, ...others } = settings;
  const plan = planCache !== undefined || mode === 'auto' ? 'plan auto' : planText(mode);
  return [
    ...(role === undefined ? [] : [`role ${role}`]),
    ...Object.entries(others).map(([name, value]) => `${name} = ${value}`),
    ...(plan === undefined ? [] : [plan]),
    ...(driver === undefined ? [] : [`driver ${driver}`]),
    ...(types === undefined ? [] : [`types ${types.map((type) => type ?? 'inferred').join(', ')}`]),
  ].join(', ');
}

function planText(mode: string | undefined): string | undefined {
  if (mode === 'force_generic_plan') return 'generic plan';
  return mode === 'force_custom_plan' ? 'custom plan' : undefined;
}
