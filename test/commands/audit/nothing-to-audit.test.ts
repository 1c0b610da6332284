import { nothingToAudit } from '../../../src/commands/audit/audit';
import { PlancliffError } from '../../../src/errors';

test('says of the project and of the server why there is nothing', () => {
  const noScenario = new PlancliffError('scenario', {
    message: 'no scenario found',
    reason: 'the folder scenarios does not exist',
    hint: 'Write one.',
  });
  expect(nothingToAudit(noScenario)).toMatchObject({
    message: 'neither the project nor the server has statements to audit',
    reason:
      'the folder scenarios does not exist; pg_stat_statements is not installed in this database, or has counted nothing',
    hint: expect.stringContaining('.sql file'),
  });
});

test('of the server alone where the project was not asked', () => {
  expect(nothingToAudit().message).toBe('the server has no statements to audit');
});
