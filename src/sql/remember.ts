/** Texts of queries hardly change over many scales, so answers are kept; not for ever, since builders may vary theirs. */
const kept = 500;

/** Characters. The tree of a longer text takes megabytes, and few texts are as long. */
const longest = 20_000;

/** The same function, asked once for each text that is not very long. A failure is forgotten. */
export function remember<Answer>(
  ask: (text: string) => Promise<Answer>,
): (text: string) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = ask(text);
    if (text.length > longest) return answer;
    if (answers.size >= kept) answers.clear();
    answers.set(text, answer);
    answer.catch(() => answers.delete(text));
    return answer;
  };
}
