import path from 'node:path';
import { callSite } from '../../src/kysely/call-site';

const own = path.resolve('src/kysely/plugin.ts');

it.each([
  ['/app', '    at list (/app/src/orders.ts:12:5)', 'src/orders.ts:12'],
  ['/app', '    at async /app/src/orders.ts:12:5', 'src/orders.ts:12'],
  ['/app', '    at list (file:///app/src/my%20orders.ts:12:5)', 'src/my orders.ts:12'],
  ['/app/src', '    at list (/app/test/orders.ts:3:5)', '../test/orders.ts:3'],
])('in %s reads %s', (directory, frame, expected) => {
  const stack = [
    'Error',
    `    at transformQuery (${own}:9:1)`,
    '    at execute (/app/node_modules/kysely/dist/cjs/x.js:1:2)',
    '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    frame,
    '    at caller (/app/src/caller.ts:99:1)',
  ].join('\n');
  expect(callSite(stack, directory)).toBe(expected);
});

it('names nothing where no frame is of the application', () => {
  expect(callSite('Error\n    at node:internal/timers:5:1', '/app')).toBeUndefined();
});
