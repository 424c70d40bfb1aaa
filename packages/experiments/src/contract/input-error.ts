/** What was asked for cannot be done as it stands. The message is one line, meant for the person who asked. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** All that is wrong, one sentence each. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('; '));
    this.problems = problems;
  }
}
