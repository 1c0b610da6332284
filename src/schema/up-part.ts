/**
 * Comments with which migration tools divide a file into the way forward and the way back: goose, sql-migrate, dbmate,
 * node-pg-migrate.
 */
const direction =
  /^[ \t]*--[ \t]*(?:\+goose[ \t]+|\+migrate[ \t]+|migrate:)(up|down)\b|^[ \t]*--[ \t]*(up|down) migration\b/i;

/** After it a statement ends, also where no semicolon says so. */
const statementEnd = /^[ \t]*--[ \t]*\+(?:goose|migrate)[ \t]+StatementEnd\b/i;

/** The statements of a migration that go forward: all others are blanks, so that lines and offsets stay. */
export function upPart(text: string): string {
  if (!/^[ \t]*--[^\n]*\b(?:up|down)\b/im.test(text)) return text;
  let isDown = false;
  return text
    .split('\n')
    .map((line) => {
      const found = direction.exec(line);
      if (found !== null) isDown = (found[1] ?? found[2] ?? '').toLowerCase() === 'down';
      if (isDown) return line.replaceAll(/[^\r]/g, ' ');
      return statementEnd.test(line) ? ';'.padEnd(line.length) : line;
    })
    .join('\n');
}
