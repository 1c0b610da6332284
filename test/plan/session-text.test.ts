import { sessionText } from '../../src/plan/session-text';

test.each([
  [{}, ''],
  [
    { settings: { role: 'app', 'app.tenant': '7' }, types: ['numeric', null] },
    'role app, app.tenant = 7, types numeric, inferred',
  ],
  [{ settings: { plan_cache_mode: 'force_generic_plan' } }, 'generic plan'],
  [
    {
      settings: { plan_cache_mode: 'force_generic_plan' },
      planCache: { generic: 1, custom: 2, cases: 2 },
    },
    'plan auto',
  ],
  [{ settings: { plan_cache_mode: 'force_custom_plan' } }, 'custom plan'],
])('%j', (statement, text) => {
  expect(sessionText(statement)).toBe(text);
});
