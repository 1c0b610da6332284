import { auditHelp } from '../../src/commands/help/audit';
import { checkHelp } from '../../src/commands/help/check';
import { initHelp } from '../../src/commands/help/init';
import { listHelp } from '../../src/commands/help/list';
import { mainHelp } from '../../src/commands/help/main';
import { parseArguments } from '../../src/commands/program';
import { PlancliffError } from '../../src/errors';

function usageError(args: readonly string[]): PlancliffError {
  try {
    parseArguments(args, '1.2.3');
  } catch (error) {
    if (error instanceof PlancliffError) return error;
    throw error;
  }
  throw new Error(`${args.join(' ')} was taken`);
}

describe('parseArguments', () => {
  it('reads a check with all its flags', () => {
    const args =
      'check shop saas --engine seed --scales 1k..10m --precision 5% --tolerance 0.2 --query newest* ' +
      '--fail-on warning -u --ci --pg 17 --database-url postgres://h/d --allow-write --reporter table ' +
      '--reporter github --all --no-color --verbose -q';
    expect(parseArguments(args.split(' '), '1.2.3')).toEqual({
      command: 'check',
      names: ['shop', 'saas'],
      flags: {
        engine: 'seed',
        scales: '1k..10m',
        precision: '5%',
        tolerance: '0.2',
        query: 'newest*',
        failOn: 'warning',
        update: true,
        ci: true,
        pg: '17',
        databaseUrl: 'postgres://h/d',
        allowWrite: true,
        reporter: ['table', 'github'],
        all: true,
        color: false,
        verbose: true,
        quiet: true,
      },
    });
  });

  it('leaves what was not said open, so that environment and config can say it', () => {
    expect(parseArguments(['check'], '1.2.3')).toEqual({ command: 'check', names: [], flags: {} });
    expect(parseArguments(['check', '--no-ci'], '1.2.3')).toMatchObject({ flags: { ci: false } });
  });

  it('takes - as a source of an audit', () => {
    expect(parseArguments(['audit', '-', 'a.sql'], '1')).toMatchObject({ sources: ['-', 'a.sql'] });
  });

  it.each([
    [
      ['check', '--scale', '1k'],
      "unknown option '--scale'",
      'Did you mean one of --scales, --stale?',
    ],
    [['chekc'], "unknown command 'chekc'", 'Did you mean check?'],
    [['init', 'here'], /too many arguments/, /--help/],
    [['check', '--scales'], /argument missing/, /--help/],
    [[], 'no command was given', /--help/],
  ])('refuses %j', (args, message, hint) => {
    const error = usageError(args);
    expect(error.code).toBe('usage');
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/\n|error:/);
    expect(error.hint).toMatch(hint);
  });

  it('prints the version and the help of each command', () => {
    expect(parseArguments(['--version'], '1.2.3')).toEqual({ command: 'print', text: '1.2.3\n' });
    const texts = { check: checkHelp, list: listHelp, audit: auditHelp, init: initHelp };
    for (const [name, text] of Object.entries(texts)) {
      expect(parseArguments([name, '--help'], '1')).toEqual({ command: 'print', text });
      expect(parseArguments(['help', name], '1')).toEqual({ command: 'print', text });
    }
    expect(parseArguments(['--help'], '1')).toEqual({ command: 'print', text: mainHelp });
  });
});

describe('help', () => {
  const texts = { mainHelp, checkHelp, listHelp, auditHelp, initHelp };

  it.each(Object.entries(texts))('%s ends in examples that parse', (_, text) => {
    const examples = text.split('\nExamples\n')[1]?.trim().split('\n') ?? [];
    expect(examples.length).toBeGreaterThan(1);
    for (const example of examples) {
      for (const command of example
        .split(/ && | \| /)
        .filter((part) => part.includes('plancliff '))) {
        const args = command.slice(command.indexOf('plancliff ') + 'plancliff '.length).trim();
        expect(() => parseArguments(args.replaceAll("'", '').split(' '), '1')).not.toThrow();
      }
    }
  });

  it.each(Object.entries(texts))('%s fits a terminal', (_, text) => {
    const prose = text.split('\nExamples\n')[0] ?? '';
    expect(Math.max(...prose.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it.each([
    ['check', checkHelp],
    ['list', listHelp],
    ['audit', auditHelp],
    ['init', initHelp],
  ])('%s names no option that does not exist', (command, text) => {
    for (const [flag] of text.matchAll(/--[a-z][a-z-]*/g)) {
      if (flag === '--help') continue;
      try {
        parseArguments([command, flag], '1');
      } catch (error) {
        expect((error as Error).message).not.toMatch(/unknown option/);
      }
    }
  });
});
