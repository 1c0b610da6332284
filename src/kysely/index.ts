/** `plancliff/kysely`: records the queries that an application sends through Kysely. */
import { type CompiledQuery, type KyselyPlugin, PostgresQueryCompiler } from 'kysely';
import { lineAppender } from './append';
import { callSite, takeStack } from './call-site';
import { createRecorder } from './recorder';

export interface RecordOptions {
  /** JSON lines are appended to it. Relative to the working directory; its folder is created. */
  readonly file: string;
  /** False writes statements and types of parameters alone; true where absent. */
  readonly values?: boolean;
  /** Sets of values that one process keeps of one statement; 10 where absent. */
  readonly cases?: number;
}

/**
 * A Kysely plugin that records each statement which runs: its SQL, the values and types of its parameters, and the line
 * of the call. Put it last among the plugins, so that it sees what is sent:
 *
 *     new Kysely<Database>({ dialect, plugins: [recordQueries({ file: 'recorded/queries.jsonl' })] })
 *
 * A statement that fails is not recorded, nor is one that was compiled elsewhere and is run by `executeQuery`.
 */
export function recordQueries({ file, values, cases = 10 }: RecordOptions): KyselyPlugin {
  const compiler = new PostgresQueryCompiler();
  const directory = process.cwd();
  const recorder = createRecorder({ values, cases, write: lineAppender(file) });
  // Kysely transforms subqueries and queries that are only compiled as well; a result shows which ones ran.
  const waiting = new WeakMap<object, Sent>();
  return {
    transformQuery({ node, queryId }) {
      const compiled = compile(compiler, node, queryId);
      if (compiled === undefined) return node;
      // A stack is dear, so it is taken only for the first call of a statement.
      const stack = recorder.knows(compiled.sql) ? undefined : takeStack();
      waiting.set(queryId, { compiled, stack });
      return node;
    },
    transformResult({ result, queryId }) {
      const sent = waiting.get(queryId);
      if (sent !== undefined) {
        waiting.delete(queryId);
        const { sql, parameters } = sent.compiled;
        const at = sent.stack === undefined ? undefined : callSite(sent.stack(), directory);
        recorder.record(sql, parameters, at);
      }
      return Promise.resolve(result);
    },
  };
}

type Arguments = Parameters<PostgresQueryCompiler['compileQuery']>;

/** Undefined for a query that PostgreSQL's dialect of Kysely does not have: the application's own then decides. */
function compile(
  compiler: PostgresQueryCompiler,
  ...[node, queryId]: Arguments
): CompiledQuery | undefined {
  try {
    return compiler.compileQuery(node, queryId);
  } catch {
    return undefined;
  }
}

interface Sent {
  readonly compiled: CompiledQuery;
  readonly stack: (() => string) | undefined;
}
