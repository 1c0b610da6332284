'use strict';

/**
 * Where `to` stands above `from` in one of the orders, or in none at all.
 *
 * @param orders by folder, its entries from the ground up; see folder-order.js
 * @param from the importing module's path, with `/`
 * @param to the imported module's
 * @returns the two entries, `above` absent for an import that is downward; `unknown` for a module that no entry names
 */
function upwardImport(orders, from, to) {
  for (const [folder, order] of Object.entries(orders)) {
    if (!from.startsWith(`${folder}/`) || !to.startsWith(`${folder}/`)) continue;
    const paths = [from, to].map((path) => path.slice(folder.length + 1));
    if (order.includes('*') && paths.some((path) => !path.includes('/'))) continue;
    const [lower, upper] = paths.map((path) => entryOf(order, path));
    if (lower === undefined) return { unknown: from };
    if (upper === undefined) return { unknown: to };
    if (order.indexOf(upper) > order.indexOf(lower))
      return { below: `${folder}/${lower}`, above: `${folder}/${upper}` };
  }
  return undefined;
}

function entryOf(order, path) {
  const module = path.replace(/\.ts$/, '');
  return order
    .filter((entry) => module === entry || module.startsWith(`${entry}/`))
    .sort((a, b) => b.length - a.length)[0];
}

module.exports = { upwardImport };
