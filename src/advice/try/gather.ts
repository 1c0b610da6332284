/** Requests of several members, answered together. */
export interface Gathering<Request, Answer> {
  /** Waits until every member that has not left waits too. A member asks for one thing at a time. */
  ask(request: Request): Promise<Answer>;
  /** To be called once by every member when it will ask for nothing more. */
  leave(): void;
}

/**
 * Lets members that work side by side meet where all of them need something that is cheaper to make for all at once.
 * What is asked for together depends on what each member does, and not on how long it takes.
 */
export function gather<Request, Answer>(
  members: number,
  answer: (requests: readonly Request[]) => readonly Promise<Answer>[],
): Gathering<Request, Answer> {
  let present = members;
  let waiting: {
    readonly request: Request;
    readonly resolve: (answer: Promise<Answer>) => void;
  }[] = [];
  const answerAll = (): void => {
    if (waiting.length === 0 || waiting.length < present) return;
    const all = waiting;
    waiting = [];
    const answers = answer(all.map(({ request }) => request));
    all.forEach(({ resolve }, k) => resolve(answers[k] as Promise<Answer>));
  };
  return {
    ask: (request) =>
      new Promise((resolve) => {
        waiting.push({ request, resolve });
        answerAll();
      }),
    leave() {
      present -= 1;
      answerAll();
    },
  };
}
