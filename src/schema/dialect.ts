/** Signs of SQL that another database system writes, and PostgreSQL's grammar refuses. */
const signs: readonly { readonly system: string; readonly sign: RegExp }[] = [
  { system: 'MySQL', sign: /^\s*create\s+table\s+[^;]*?`|\bengine\s*=\s*\w+|\bauto_increment\b/im },
  { system: 'SQL Server', sign: /^\s*go\s*$|\bcreate\s+table\s+\[|\bidentity\s*\(\s*\d+\s*,/im },
  { system: 'Oracle', sign: /\bvarchar2\s*\(|\bnumber\s*\(\s*\d|\btablespace\s+"USERS"/i },
  { system: 'SQLite', sign: /^\s*pragma\s|\bautoincrement\b/im },
];

/** The database system whose SQL a text looks like, where that is not PostgreSQL; asked for SQL that did not run. */
export const foreignDialect = (text: string): string | undefined =>
  signs.find(({ sign }) => sign.test(text))?.system;
