import { named } from '../../src/generate/make-probes';

test.each([
  [' lead: lead_pkey: equality 1', 'lead: lead_pkey: equality 1'],
  ['new\nline: i: join 1', 'new line: i: join 1'],
  ['a / b: i: join 1', 'a/b: i: join 1'],
])('the name of a probe of %j may be that of a query', (text, name) => {
  expect(named(text)).toBe(name);
});
