import { printable } from '../../text/wrap';

/** Settings as a scenario writes them, below a comment that says where they come from. */
export function profileText(
  settings: Readonly<Record<string, string>>,
  { server, version }: { readonly server: string; readonly version: string },
): string {
  const from = `// ${printable(server)}, PostgreSQL ${version}`;
  const entries = Object.entries(settings);
  if (entries.length === 0) {
    return `${from}: all planner settings have PostgreSQL's own values.\nsettings: {},\n`;
  }
  const lines = entries.map(([name, value]) => `  ${keyText(name)}: ${literal(value)},`);
  return `${[from, 'settings: {', ...lines, '},'].join('\n')}\n`;
}

const keyText = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? name : literal(name));

const literal = (text: string): string =>
  `'${printable(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
