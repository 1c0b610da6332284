/** Reads standard input to its end, as UTF-8. */
export async function readInput(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  return (await readInputBytes(stdin)).toString('utf8');
}

export async function readInputBytes(stdin: AsyncIterable<Buffer | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
