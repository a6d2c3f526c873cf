import type { Failure, Result } from '../../api/http';
import type { Verb } from './verbs';

export type Send = (verb: Verb, handle: string, key: string) => Promise<Result<unknown>>;

/**
 * Carries verbs out. A repetition after no answer has the key of the first try, so that it cannot be done twice; after an
 * answer it is a new wish.
 */
export class Doer {
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly send: Send,
    private readonly freshKey: () => string,
    private readonly say: (failure: Failure) => string,
  ) {}

  /** Why it failed, or nothing. */
  readonly act = async (verb: Verb, handle: string): Promise<string | undefined> => {
    const wish = `${verb} ${handle}`;
    const key = this.keys.get(wish) ?? this.freshKey();
    this.keys.set(wish, key);
    const answer = await this.send(verb, handle, key);
    if (answer.ok) {
      this.keys.delete(wish);
      return undefined;
    }
    if (answer.failure.kind === 'unreachable') {
      return 'No answer came, so it is not known what became of it.';
    }
    this.keys.delete(wish);
    return this.say(answer.failure);
  };
}
