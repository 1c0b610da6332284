import { csvRows } from './csv';

/**
 * The messages of a server's log, whichever form it has: text for people (stderr, syslog), csvlog or jsonlog.
 *
 * @param text of the whole file
 */
export function messagesIn(text: string): readonly string[] {
  const start = text.trimStart();
  if (start.startsWith('{')) return jsonMessages(start);
  if (/^[^\n]*,"[^\n]*",/.test(start) && /^\d{4}-\d\d-\d\d [\d:.]+ \S+,/.test(start)) {
    return csvRows(text).flatMap((row) => row[csvMessage] ?? []);
  }
  return textMessages(text);
}

/** Column of the message in csvlog, from 0 (doc/src/sgml/config.sgml, postgres_log). */
const csvMessage = 13;

function jsonMessages(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    try {
      const entry: unknown = JSON.parse(line);
      if (typeof entry !== 'object' || entry === null || !('message' in entry)) return [];
      return typeof entry.message === 'string' ? [entry.message] : [];
    } catch {
      return [];
    }
  });
}

/** A message goes on in lines that start with a tab; whatever log_line_prefix is stands before its level. */
function textMessages(text: string): readonly string[] {
  const messages: string[] = [];
  let current: string[] | undefined;
  const end = (): void => {
    if (current !== undefined) messages.push(current.join('\n'));
  };
  for (const line of text.split(/\r?\n/)) {
    if (current !== undefined && line.startsWith('\t')) {
      current.push(line.slice(1));
      continue;
    }
    end();
    const [, message] = /(?:^|[^A-Z])LOG: {2}(.*)$/.exec(line) ?? [];
    current = message === undefined ? undefined : [message];
  }
  end();
  return messages;
}
