import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { copyProject, plancliff } from './project';

/**
 * A transcript is a page of markdown: a title, prose, `Project: name` with a folder of test/fixtures/projects, and
 * for each command a heading with what it printed and how it ended. Commands run one after the other in one copy of
 * the project; one that is not plancliff's goes to the shell.
 */
export interface Transcript {
  readonly project: string;
  /** Prose and commands in their order. */
  readonly parts: readonly ({ readonly prose: string } | { readonly command: string })[];
}

export function readTranscript(markdown: string): Transcript {
  const project = /^Project: (.+)$/m.exec(markdown)?.[1];
  if (project === undefined) throw new Error('A transcript names its project');
  const [head = '', ...rest] = markdown.split(/^## /m);
  const parts = rest.flatMap((block) => {
    const command = /^`(.+)`$/m.exec(block)?.[1];
    if (command === undefined) throw new Error(`Not a command: ${block.slice(0, 60)}`);
    // What follows the exit code, if anything, is prose of the next command.
    const prose = block.split(/^Exit code \d+$/m)[1]?.trim() ?? '';
    return [{ command }, ...(prose === '' ? [] : [{ prose }])];
  });
  return { project, parts: [{ prose: head.trim() }, ...parts] };
}

/** Nine sweeps: their test is among the slow ones. UPDATE_TRANSCRIPTS=1 writes them with the others. */
export const slowTranscripts: readonly string[] = ['snapshots.md'];

/** Whether the commands of this page print what it says, or where UPDATE_TRANSCRIPTS is 1, writes what they print. */
export async function expectTranscript(path: string): Promise<void> {
  const text = readFileSync(path, 'utf8');
  const today = await replay(readTranscript(text));
  if (process.env['UPDATE_TRANSCRIPTS'] === '1') writeFileSync(path, today);
  else expect(today).toBe(text);
}

/** The page again, with what the commands print today. */
export async function replay(
  transcript: Transcript,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const project = copyProject(transcript.project);
  try {
    const blocks: string[] = [];
    for (const part of transcript.parts) {
      blocks.push('prose' in part ? part.prose : await printed(part.command, project.path, env));
    }
    return `${blocks.join('\n\n')}\n`;
  } finally {
    project.remove();
  }
}

async function printed(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const { stdout, stderr, code } = command.startsWith('plancliff')
    ? await plancliff(cwd, words(command).slice(1), { env })
    : {
        stdout: execFileSync('sh', ['-c', command], { cwd, encoding: 'utf8' }),
        stderr: '',
        code: 0,
      };
  const blocks = [`## \`${command}\``];
  if (stdout !== '') blocks.push(fenced(normal(stdout, cwd)));
  if (stderr !== '') blocks.push('Standard error:', fenced(normal(stderr, cwd)));
  blocks.push(`Exit code ${code}`);
  return blocks.join('\n\n');
}

/** Words as a shell takes them apart, single quotes included. */
function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  );
}

const fenced = (text: string): string => `\`\`\`text\n${text.replace(/\n$/, '')}\n\`\`\``;

/** Figures that differ from run to run: seconds, folders, the server's minor version. */
function normal(text: string, cwd: string): string {
  return text
    .replaceAll(cwd, '<project>')
    .replaceAll(resolve('docs'), '<plancliff>/docs')
    .replaceAll(/\b\d+\.\d s\b/g, '<seconds> s')
    .replaceAll(/(PostgreSQL |"version": ")(\d+)\.\d+/g, '$1$2.<minor>')
    .replaceAll(/\/[\w/-]*plancliff-pg-\w+\/plancliff_\w+/g, '<staging>');
}
