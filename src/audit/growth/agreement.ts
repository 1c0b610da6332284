import type { Json, Plan, PlanNode } from '../../plan/types';

/** How far the plan of a twin is that of the server, the closest first. */
export const agreements = ['identical', 'same shape', 'same access', 'different'] as const;
export type Agreement = (typeof agreements)[number];

export interface Compared {
  readonly agreement: Agreement;
  /** The innermost figure that differs: where, what, on the server, on the twin. Absent where nothing does. */
  readonly difference?: string;
}

export interface CompareOptions {
  /** False where one of the two has other values in its conditions: then numbers and names alone are compared. */
  readonly values?: boolean;
}

/** Compares two plans of one statement, node by node and with every cost. */
export function comparePlans(
  server: Plan,
  twin: Plan,
  { values = true }: CompareOptions = {},
): Compared {
  const difference = firstDifference(server.document.root, twin.document.root, values);
  if (difference === undefined) return { agreement: 'identical' };
  const agreement =
    server.signature === twin.signature
      ? 'same shape'
      : server.accessSignature === twin.accessSignature
        ? 'same access'
        : 'different';
  return { agreement, difference };
}

/** Children first: what differs above follows from what differs below. */
function firstDifference(server: PlanNode, twin: PlanNode, values: boolean): string | undefined {
  if (server.type !== twin.type) return `${server.type} on the server, ${twin.type} on the twin`;
  for (const [k, child] of server.children.entries()) {
    const other = twin.children[k];
    const below =
      other === undefined ? `${child.type} is missing` : firstDifference(child, other, values);
    if (below !== undefined) return below;
  }
  if (server.children.length !== twin.children.length) return `${server.type} has other inputs`;
  const names = new Set([...Object.keys(server.properties), ...Object.keys(twin.properties)]);
  // Rows explain costs, and startup costs explain totals.
  const ordered = [...names].sort((a, b) => rank(a) - rank(b));
  for (const name of ordered) {
    const [here, there] = [server.properties[name], twin.properties[name]];
    if (textOf(here) === textOf(there)) continue;
    if (sinceLater.includes(name) && (here ?? false) === (there ?? false)) continue;
    if (!values && typeof here !== 'number' && hasValues(name)) continue;
    return `${nameOf(server)}: ${name} ${shown(here)} on the server, ${shown(there)} on the twin`;
  }
  return undefined;
}

/** What EXPLAIN says of every node since PostgreSQL 14 and 18, and before of none. */
const sinceLater = ['Async Capable', 'Disabled'];

/** The twin asks functions of its own for the time (pin-clock.ts). */
function textOf(value: Json | undefined): string {
  return String(JSON.stringify(value)).replaceAll(
    /plancliff_clock_*\.(?:\\")?(\w+)(?:\\")?\(\)/g,
    (_, name: string) => (/^(current|local)/.test(name) ? name.toUpperCase() : `${name}()`),
  );
}

/** Properties whose text may contain a value: `Index Cond`, `Filter`, `Sort Key`. */
const hasValues = (name: string): boolean => /(Cond|Filter|Key|Output|Recheck)$/.test(name);

const order = ['Plan Rows', 'Plan Width', 'Startup Cost', 'Total Cost'];
const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : -1);

function nameOf({ type, properties }: PlanNode): string {
  const of = properties['Index Name'] ?? properties['Relation Name'];
  return typeof of === 'string' ? `${type} of ${of}` : type;
}

/** Conditions hold values of the workload, and are not printed. */
const shown = (value: Json | undefined): string =>
  typeof value === 'number' ? String(value) : value === undefined ? 'absent' : 'otherwise';
