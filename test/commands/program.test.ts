import { auditHelp } from '../../src/commands/audit/help';
import { profileHelp } from '../../src/commands/profile/help';
import { pullHelp } from '../../src/commands/pull/help';
import { checkHelp } from '../../src/commands/check/help';
import { initHelp } from '../../src/commands/init/help';
import { listHelp } from '../../src/commands/list/help';
import { mainHelp } from '../../src/commands/main-help';
import { rowsHelp } from '../../src/commands/rows/help';
import { verifyHelp } from '../../src/commands/verify/help';
import { parseArguments } from '../../src/commands/program';
import { PlancliffError } from '../../src/errors';

/** What was asked for, with the command by its name. */
function parsed(args: readonly string[]) {
  const invocation = parseArguments(args, '1.2.3');
  if ('print' in invocation) return invocation;
  const { command, operands, flags } = invocation;
  return { command: command.name, operands, flags };
}

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
      'check shop saas --engine seed --scales 1k..10m --precision 5% --tolerance 0.2 --trial-rows 10k,30k --no-trial --query newest* ' +
      '--fail-on warning -u --ci --pg 17 --database-url postgres://h/d --allow-write --reporter table ' +
      '--reporter github --all --no-color --verbose -q';
    expect(parsed(args.split(' '))).toEqual({
      command: 'check',
      operands: ['shop', 'saas'],
      flags: {
        engine: 'seed',
        scales: '1k..10m',
        precision: '5%',
        tolerance: '0.2',
        trialRows: '10k,30k',
        trial: false,
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
    expect(parsed(['check'])).toEqual({ command: 'check', operands: [], flags: {} });
    expect(parsed(['check', '--no-ci'])).toMatchObject({ flags: { ci: false } });
  });

  it('takes - as a source of an audit', () => {
    expect(parsed(['audit', '-', 'a.sql'])).toMatchObject({ operands: ['-', 'a.sql'] });
  });

  it.each([
    [['check', '--scale', '1k'], "unknown option '--scale'", 'Did you mean --scales?'],
    [['chekc'], "unknown command 'chekc'", 'Did you mean check?'],
    [['frobnicate'], "unknown command 'frobnicate'", /Known: .*check.*verify/],
    [['help', 'frobnicate'], "unknown command 'frobnicate'", /Known: /],
    [['--json', 'list'], "unknown option '--json'", /`plancliff list --json`/],
    [['list', '--json=false'], "unknown option '--json=false'", '--json takes no value.'],
    [['check', '-json'], "unknown option '-json'", 'Did you mean --json?'],
    [['check', '--rep', 'json'], "unknown option '--rep'", 'Did you mean --reporter?'],
    [['list', '--scales', '1k'], "unknown option '--scales'", '--scales is an option of check'],
    [['list', '--a\nb'], "unknown option '--a\\nb'", /--help/],
    [['check', '--scales', ''], 'the value of --scales is empty', /shell/],
    [['check', '--reporter', ' '], 'the value of --reporter is empty', /shell/],
    [['check', ''], 'an argument is empty', /shell/],
    [
      ['check', '--scales', '1k', '--scales', '2k'],
      "--scales is given twice: '1k' and '2k'",
      /Leave one/,
    ],
    [['check', '--trial', '--no-trial'], '--trial and --no-trial contradict each other', /Leave/],
    [['check', '--no-ci', '--ci'], '--ci and --no-ci contradict each other', /Leave/],
    [['audit', '--grow', '10', '--no-grow'], '--grow and --no-grow contradict each other', /Leave/],
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
    expect(parseArguments(['--version'], '1.2.3')).toEqual({ print: '1.2.3\n' });
    const texts = {
      check: checkHelp,
      verify: verifyHelp,
      list: listHelp,
      rows: rowsHelp,
      audit: auditHelp,
      pull: pullHelp,
      init: initHelp,
    };
    for (const [name, text] of Object.entries(texts)) {
      expect(parseArguments([name, '--help'], '1')).toEqual({ print: text });
      expect(parseArguments(['help', name], '1')).toEqual({ print: text });
    }
    expect(parseArguments(['--help'], '1')).toEqual({ print: mainHelp });
    expect(parseArguments(['help'], '1')).toEqual({ print: mainHelp });
  });
});

describe('help', () => {
  const texts = {
    mainHelp,
    checkHelp,
    verifyHelp,
    listHelp,
    rowsHelp,
    auditHelp,
    pullHelp,
    initHelp,
  };

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
    ['verify', verifyHelp],
    ['list', listHelp],
    ['audit', auditHelp],
    ['pull', pullHelp],
    ['profile', profileHelp],
    ['init', initHelp],
  ])('%s names no option that does not exist', (command, text) => {
    for (const [flag] of text.replaceAll(/pg_dump --\S+/g, '').matchAll(/--[a-z][a-z-]*/g)) {
      if (flag === '--help') continue;
      try {
        parseArguments([command, flag], '1');
      } catch (error) {
        expect((error as Error).message).not.toMatch(/unknown option/);
      }
    }
  });
});
