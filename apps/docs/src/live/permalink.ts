// A start as the query of an address, and back: `?demo=look&seed=3&from=scratch`. Only what differs from the first start is written.
import { firstStart } from './about.ts';
import type { About, Preset, Setting, Start } from './about.ts';

/** The query, without `?`; always with the name of the demo. */
export function toQuery(about: About, start: Start): string {
  const query = new URLSearchParams({ demo: about.name });
  const first = firstStart(about);
  for (const name of ['from', 'preset', 'seed', 'step'] as const)
    if (start[name] !== first[name]) query.set(name, String(start[name]));
  for (const [name, value] of Object.entries(start.settings))
    if (value !== about.settings[name]) query.set(`set.${name}`, String(value));
  return query.toString();
}

/** The start that a query asks for. What it does not say, or says wrongly, is as in the first start. */
export function fromQuery(about: About, search: string): Start {
  const first = firstStart(about);
  const query = new URLSearchParams(search);
  if (query.get('demo') !== about.name) return first;
  const settings = Object.entries(about.settings).map(([name, value]) => [
    name,
    parse(query.get(`set.${name}`), value),
  ]);
  return {
    from: query.get('from') === 'scratch' ? 'scratch' : first.from,
    preset: about.training?.presets.find((name) => name === query.get('preset')) ?? first.preset,
    seed: whole(query.get('seed'), first.seed, 2 ** 32 - 1),
    step: whole(query.get('step'), first.step, 1e7),
    settings: Object.fromEntries(settings),
  } satisfies { preset: Preset } & Start;
}

function whole(text: string | null, otherwise: number, most: number): number {
  return text !== null && /^\d{1,10}$/.test(text) && Number(text) <= most ? Number(text) : otherwise;
}

/** As a value of the same type as `like`. */
function parse(text: string | null, like: Setting): Setting {
  if (text === null) return like;
  if (typeof like === 'boolean') return text === 'true';
  if (typeof like === 'string') return text.slice(0, 400);
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : like;
}
