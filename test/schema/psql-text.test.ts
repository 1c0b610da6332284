import { psqlText } from '../../src/schema/psql-text';

describe('psqlText', () => {
  test.each([
    ['a string', "select '\n\\restrict x\n';"],
    ['a string with escapes', "select e'\\'\n\\restrict x\n';"],
    ['a quoted name', 'select "\n\\restrict x\n";'],
    ['a dollar quote', 'select $a$\n\\restrict x $$ ;\n$a$;'],
    ['a nested comment', '/* /* */\n\\restrict x\n*/ select 1;'],
  ])('%s is no place for a command', (_, text) => {
    expect(psqlText(text)).toEqual({ sql: text, commands: [], copied: new Map() });
  });

  test('a command becomes blanks of its length', () => {
    expect(psqlText('\\restrict x;y\nselect 1;')).toMatchObject({
      sql: '             \nselect 1;',
      commands: ['\\restrict'],
    });
  });

  test('rows of COPY become blanks and are counted, whatever quotes they hold', () => {
    const head = '-- all\ncopy t (a) from stdin;\n';
    const { sql, copied } = psqlText(`${head}it's\n$$\n/*\n\\.\nselect 1;`);
    expect(sql).toBe(`${head}    \n  \n  \n  \nselect 1;`);
    expect([...copied.values()]).toEqual([3]);
  });

  test('a dump that is cut off inside its rows ends with them', () => {
    expect(psqlText("copy t from stdin;\nit's\n").sql).toBe('copy t from stdin;\n    \n');
  });

  test('COPY without rows, and COPY of a file', () => {
    expect([...psqlText('copy t from stdin;\n\\.\n').copied.values()]).toEqual([0]);
    expect(psqlText("copy t from '/tmp/x';").copied.size).toBe(0);
  });
});
