/**
 * How plancliff is called here, for commands that are there to be copied. npm tells what it starts, `npx
 * plancliff` included; whoever installed plancliff for one project alone needs npx again.
 */
export function programName(env: NodeJS.ProcessEnv): string {
  return env['npm_command'] === undefined ? 'plancliff' : 'npx plancliff';
}
