import { readsByName } from '../../../../src/engine/virtual/catalog/functions';
import type { Relation } from '../../../../src/engine/virtual/catalog/relations';

const relations = ['orders', 'users', 'logs'].map((name) => ({ name }) as Relation);
const read = (body: string, functions: Parameters<typeof readsByName>[0]): readonly string[] =>
  readsByName(functions, relations)(body).map(({ name }) => name);

describe('relations that a function reads', () => {
  it('are those its body names, comments aside', () => {
    expect(read('select * from users -- not orders', [])).toEqual(['users']);
  });

  it('are those of every overload that it calls, through functions that call each other', () => {
    const functions = [
      { name: 'inner', body: 'select outer(1) from logs' },
      { name: 'inner', body: 'select 1 from orders' },
      { name: 'outer', body: 'select inner()' },
    ];
    expect(read('select outer(2)', functions)).toEqual(['orders', 'logs']);
  });

  it('are found among thousands of overloads that name each other', () => {
    const functions = Array.from({ length: 5_000 }, (_, k) => ({
      name: `f${k % 50}`,
      body: Array.from({ length: 50 }, (_, name) => `f${name}()`).join(' + '),
    }));
    expect(read('select f1() from users', functions)).toEqual(['users']);
  });
});
