/**
 * ` (at file.ts:12:3)`: the innermost line of the stack that is not of this package, or nothing where there is none.
 * Source maps, where the host applies them, lead to the source.
 */
export function callerLine(): string {
  const lines = (new Error().stack ?? '').split('\n').slice(1);
  const { href, pathname } = new URL('..', import.meta.url);
  const line = lines.find(
    (text) => /:\d+:\d+\)?$/.test(text) && !text.includes(href) && !text.includes(pathname),
  );
  const place = line === undefined ? undefined : /(?:\(|at )([^()]*:\d+:\d+)\)?$/.exec(line)?.[1];
  return place === undefined ? '' : ` (at ${place.trim()})`;
}
