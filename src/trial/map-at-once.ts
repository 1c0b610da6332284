/**
 * Results of `work` for every item, in their order. After a failure no further item is begun; it is thrown when the work
 * under way has ended.
 *
 * @param most items that are under way at once
 */
export async function mapAtOnce<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const run = async (): Promise<void> => {
    while (failure === undefined && next < items.length) {
      const k = next;
      next += 1;
      try {
        results[k] = await work(items[k] as Item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: most }, run));
  if (failure !== undefined) throw failure.error;
  return results;
}
