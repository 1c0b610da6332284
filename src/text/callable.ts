/**
 * Text whose commands, which stand in backticks or quotes, can be copied: `plancliff check` becomes `npx plancliff check`
 * where `program` says so.
 */
export function callable(text: string, program: string): string {
  return text.replaceAll(
    /([`"])plancliff (?=[a-z-])/g,
    (_, quote: string) => `${quote}${program} `,
  );
}
