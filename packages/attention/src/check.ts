/** Throws one error that lists all problems, if there are any. */
export function reportProblems(where: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new RangeError(`${where}: ${problems.join('; ')}`);
}
