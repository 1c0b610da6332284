/** All that are being opened. Where one fails, the others are closed before its error is thrown. */
export async function openAll<Opened extends { close(): Promise<void> }>(
  opening: readonly Promise<Opened>[],
): Promise<readonly Opened[]> {
  const outcomes = await Promise.allSettled(opening);
  const opened = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = outcomes.find((each) => each.status === 'rejected');
  if (failed === undefined) return opened;
  await Promise.allSettled(opened.map((each) => each.close()));
  throw failed.reason;
}
