/** Entries of equal size in the tree of a GIN index's keys. */
export interface GinEntries {
  readonly count: number;
  /** Bytes of each, with its line pointer. */
  readonly size: number;
}

/** So many entries show how full pages are. */
const most = 20_000;

/**
 * Leaf pages of the tree of keys as a build leaves them. Keys come in order, so each page stays as its split left it:
 * it keeps entries until they have more than half of the bytes (entrySplitPage,
 * src/backend/access/gin/ginentrypage.c). With eight entries on a page that is far more than half a page.
 *
 * @param page bytes that a page has for entries
 */
export function ginLeaves(entries: readonly GinEntries[], page: number): number {
  const count = sum(entries, (each) => each.count);
  const bytes = sum(entries, (each) => each.count * each.size);
  let pages = 1;
  let passed = 0;
  let onPage: number[] = [];
  let used = 0;
  for (const size of shuffled(entries, Math.min(1, most / count))) {
    onPage.push(size);
    used += size;
    if (used <= page) continue;
    let kept = 0;
    let left = 0;
    for (; left <= used / 2; kept += 1) left += onPage[kept] as number;
    onPage = onPage.slice(kept);
    used -= left;
    passed += left;
    pages += 1;
  }
  return Math.max(1, Math.ceil((pages * bytes) / Math.max(1, passed + used)));
}

/** Sizes in an order without order, the same each time: how often a key is met has no say in its place. */
function shuffled(entries: readonly GinEntries[], part: number): readonly number[] {
  const sizes: number[] = [];
  let due = 0;
  for (const { count, size } of entries) {
    due += count * part;
    while (sizes.length + 0.5 < due) sizes.push(size);
  }
  let random = 1;
  for (let last = sizes.length - 1; last > 0; last -= 1) {
    // The generator of Park and Miller.
    random = (random * 48_271) % 2_147_483_647;
    const other = random % (last + 1);
    [sizes[last], sizes[other]] = [sizes[other] as number, sizes[last] as number];
  }
  return sizes;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
