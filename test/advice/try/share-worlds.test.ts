import { shareWorlds, type Wanted } from '../../../src/advice/try/share-worlds';
import type { World } from '../../../src/engine/types';
import { PlancliffError } from '../../../src/errors';

const wanted = (key: string, indexes?: readonly string[]): Wanted => ({
  key,
  ddl: [`create ${key}`],
  indexes,
});

/** Opens worlds that say which indexes are hidden when they plan, and notes their statements. */
function opener(fails: (ddl: readonly string[]) => boolean = () => false) {
  const opened: string[] = [];
  const open = (ddl: readonly string[]): Promise<World> => {
    opened.push(ddl.join('; '));
    if (fails(ddl)) return Promise.reject(new PlancliffError('model', { message: 'refused' }));
    return Promise.resolve({
      replan: () => Promise.resolve([]),
      replanWithout: (hidden: readonly string[]) => Promise.resolve(hidden),
    } as unknown as World);
  };
  return { opened, open };
}

const hiddenIn = async (world: Promise<World> | undefined): Promise<unknown> =>
  (await world)?.replan(1e6, { sql: 'select', parameters: [] }, {});

test('indexes share a world, in which each is planned without the others', async () => {
  const { opened, open } = opener();
  const worlds = shareWorlds([wanted('a', ['i']), wanted('b', ['j', 'k'])], open);
  expect(await hiddenIn(worlds.get('a'))).toEqual(['j', 'k']);
  expect(await hiddenIn(worlds.get('b'))).toEqual(['i']);
  expect(opened).toEqual(['create a; create b']);
});

test('indexes of the same name, and whatever is more than an index, have worlds of their own', async () => {
  const { opened, open } = opener();
  const worlds = shareWorlds(
    [wanted('none', []), wanted('a', ['i']), wanted('b', ['i']), wanted('c')],
    open,
  );
  expect(await hiddenIn(worlds.get('b'))).toEqual([]);
  expect(opened).toEqual(['create none', 'create a', 'create b', 'create c']);
});

test('where one cannot be created, the others are opened apart', async () => {
  const { opened, open } = opener((ddl) => ddl.includes('create a'));
  const worlds = shareWorlds([wanted('a', ['i']), wanted('b', ['j'])], open);
  await expect(worlds.get('a')).rejects.toThrow('refused');
  expect(await hiddenIn(worlds.get('b'))).toEqual([]);
  expect(opened).toEqual(['create a; create b', 'create a', 'create b']);
});
