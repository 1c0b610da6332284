import { counted } from '../text/figures';

/** What a scan says of migrations that are programs: what they do to the schema is missing from it. */
export function unreadLine(unread: readonly string[]): readonly string[] {
  const [first] = unread;
  if (first === undefined) return [];
  const are = unread.length === 1 ? 'is' : 'are';
  return [
    `${counted(unread.length, 'migration')} ${are} not SQL and ${are === 'is' ? 'was' : 'were'} not read, first ${first}: a dump by pg_dump --schema-only has all`,
  ];
}
