// A plane as text, as permalinks hold it, and back.
import type { Settings } from '../../live/about.ts';
import { SIZE, SLOTS } from './about.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Circle extends Place {
  readonly kind: 'disc' | 'swamp';
  readonly radius: number;
}

export interface Plane {
  readonly start: Place;
  readonly goal: Place;
  readonly circles: readonly Circle[];
}

const [SMALLEST, LARGEST] = [0.3, 2.5];

export function parsePlane({ start, goal, circles }: Settings): Plane {
  const found = Array.from(
    String(circles).matchAll(/([ds])(-?[\d.]+),(-?[\d.]+),([\d.]+)/g),
    ([, kind, x, y, radius]) => ({
      kind: kind === 'd' ? ('disc' as const) : ('swamp' as const),
      ...within(Number(x), Number(y)),
      radius: clamp(Number(radius), SMALLEST, LARGEST),
    }),
  );
  const of = (kind: Circle['kind']) => found.filter((circle) => circle.kind === kind).slice(0, SLOTS);
  return { start: place(start, 1), goal: place(goal, SIZE - 1), circles: [...of('disc'), ...of('swamp')] };
}

export function formatPlane({ start, goal, circles }: Plane): Settings {
  return {
    start: `${short(start.x)},${short(start.y)}`,
    goal: `${short(goal.x)},${short(goal.y)}`,
    circles: circles
      .map(({ kind, x, y, radius }) => `${kind[0]}${short(x)},${short(y)},${short(radius)}`)
      .join(' '),
  };
}

function place(text: unknown, otherwise: number): Place {
  const [x, y] = String(text).split(',').map(Number);
  return within(Number.isFinite(x) ? x : otherwise, Number.isFinite(y) ? y : otherwise);
}

function within(x: number, y: number): Place {
  return { x: clamp(x, 0.3, SIZE - 0.3), y: clamp(y, 0.3, SIZE - 0.3) };
}

function clamp(value: number, least: number, most: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : least;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
