// What a program needs to be found and to find its libraries. Nothing else is handed on: PG*, locale and time zone
// would steer the server, and passwords and tokens in the environment are none of another user's business.
const handedOn = [
  'PATH',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'DYLD_FALLBACK_LIBRARY_PATH',
] as const;

/** The environment of the server and of everything that is run for it. */
export function serverEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = handedOn.filter((name) => env[name] !== undefined);
  return {
    ...Object.fromEntries(kept.map((name) => [name, env[name]])),
    LC_ALL: 'C',
    TZ: 'UTC',
    // bsdtar on macOS would otherwise add files of its own to a template.
    COPYFILE_DISABLE: '1',
  };
}
