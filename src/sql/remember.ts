/** Texts of queries hardly change over many scales, so answers are kept; not for ever, since builders may vary theirs. */
const kept = 500;

/** The same function, asked once for each text. A failure is forgotten. */
export function remember<Answer>(
  ask: (text: string) => Promise<Answer>,
): (text: string) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    if (answers.size >= kept) answers.clear();
    const answer = ask(text);
    answers.set(text, answer);
    answer.catch(() => answers.delete(text));
    return answer;
  };
}
