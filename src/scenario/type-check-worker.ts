import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as TypeScript from 'typescript';

/** What the worker is asked for; it answers with one line of JSON on standard output. */
export interface TypeCheckJob {
  /** Path of the project's own `typescript`. */
  readonly typescript: string;
  /** The nearest tsconfig.json; the compiler's strict defaults where absent. */
  readonly config?: string;
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Types that stand in for `plancliff` where the project has not installed it. */
  readonly plancliff: string;
}

export interface TypeCheckAnswer {
  /** The first error of each file that has one. */
  readonly errors: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
  }[];
  /** Every file that was read: the answer holds as long as these stay as they are. */
  readonly inputs: readonly string[];
}

/** Type-checks files with the project's compiler and settings. It emits nothing. */
export function checkTypes(job: TypeCheckJob): TypeCheckAnswer {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the path is known at run time alone
  const ts = require(job.typescript) as typeof TypeScript;
  // The native compiler (7.0) has no such interface; its users run it themselves.
  if (typeof ts.createProgram !== 'function') return { errors: [], inputs: [] };
  const options = optionsOf(ts, job);
  const program = ts.createProgram(job.files, options);
  const errors = job.files.flatMap((file) => {
    const source = program.getSourceFile(file);
    if (source === undefined) return [];
    const [first] = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    if (first === undefined) return [];
    const { line, character } = source.getLineAndCharacterOfPosition(first.start ?? 0);
    const text = ts.flattenDiagnosticMessageText(first.messageText, '\n').split('\n')[0] ?? '';
    return [{ file, line: line + 1, column: character + 1, message: `TS${first.code}: ${text}` }];
  });
  const inputs = program.getSourceFiles().map(({ fileName }) => fileName);
  return { errors, inputs: job.config === undefined ? inputs : [...inputs, job.config] };
}

function optionsOf(ts: typeof TypeScript, job: TypeCheckJob): TypeScript.CompilerOptions {
  const given = job.config === undefined ? undefined : readConfig(ts, job.config);
  const base: TypeScript.CompilerOptions = given ?? {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    // As jiti loads it: a CommonJS project may import a package that is an ES module alone, as kysely 0.29 is.
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler ?? ts.ModuleResolutionKind.Node10,
  };
  const kept = Object.entries(base).filter(([name]) => !ofBuilds.has(name));
  const options: TypeScript.CompilerOptions = {
    ...Object.fromEntries(kept),
    noEmit: true,
    skipLibCheck: true,
  };
  const [first] = job.files;
  if (first === undefined) return options;
  const { resolvedModule } = ts.resolveModuleName('plancliff', first, options, ts.sys);
  if (resolvedModule !== undefined || !existsSync(job.plancliff)) return options;
  return { ...options, paths: { ...options.paths, plancliff: [job.plancliff] } };
}

/** Options that want output or the whole project, and refuse to go with `noEmit` over a few files. */
const ofBuilds = new Set(['composite', 'declaration', 'incremental', 'rootDir', 'tsBuildInfoFile']);

function readConfig(ts: typeof TypeScript, config: string): TypeScript.CompilerOptions | undefined {
  const { config: json, error } = ts.readConfigFile(config, (file) => ts.sys.readFile(file)) as {
    config?: unknown;
    error?: unknown;
  };
  if (error !== undefined) return undefined;
  // Only its options are asked for: the files are ours, and listing the project's takes longer than checking.
  const host = { ...ts.sys, readDirectory: () => [] };
  return ts.parseJsonConfigFileContent(json, host, path.dirname(config)).options;
}
