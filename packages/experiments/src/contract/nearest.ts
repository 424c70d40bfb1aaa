/** `, did you mean a or b?` if there are names like `word`, otherwise `; there are: …` with all of them. */
export function suggestion(word: string, names: readonly string[]): string {
  const near = nearestNames(word, names);
  return near.length > 0 ? `, did you mean ${near.join(' or ')}?` : `; there are: ${names.join(', ')}`;
}

/** The names most like a word, at most three, best first: begun by it, or at most a third of the letters (or two) apart. */
export function nearestNames(word: string, names: readonly string[]): string[] {
  const lower = word.toLowerCase();
  return names
    .map((name, order) => ({ name, order, far: distance(lower, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 3)) && far < name.length)
    .sort((a, b) => a.far - b.far || a.order - b.order)
    .slice(0, 3)
    .map(({ name }) => name);
}

function distance(word: string, name: string): number {
  return word.length >= 2 && name.startsWith(word) ? 1 : editDistance(word, name);
}

/** Insertions, deletions and substitutions that make `b` of `a` (Levenshtein 1966). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
