/** The names most like a word, best first: few edits apart, or begun by it. At most three. */
export function nearestNames(word: string, names: readonly string[]): string[] {
  const lower = word.toLowerCase();
  const rated = names.map((name) => ({ name, distance: likeness(lower, name.toLowerCase()) }));
  const close = rated.filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)));
  close.sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name, 'en'));
  return close.slice(0, 3).map(({ name }) => name);
}

/** `did you mean a or b?` for the nearest names, otherwise all names there are. */
export function suggestNames(word: string, names: readonly string[]): string {
  const near = nearestNames(word, names);
  if (near.length > 0) return `did you mean ${near.join(' or ')}?`;
  return names.length > 0 ? `there are: ${names.join(', ')}` : 'there are none';
}

function likeness(word: string, name: string): number {
  if (word.length >= 2 && name.startsWith(word)) return 1;
  return editDistance(word, name);
}

/** Levenshtein's distance: insertions, deletions and substitutions. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
