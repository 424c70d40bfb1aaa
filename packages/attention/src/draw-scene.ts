import { outline } from '@saccade/tasks';
import type { Point, Scene, Sprite } from '@saccade/tasks';
import type { Retina } from './retina.ts';
import { circle, short, svg } from './svg.ts';

/** Options of {@link drawScene}. */
export interface DrawSceneOptions {
  /** Centres of the fovea over time, `[(T+1)·2]`: x, y in pixels, the start first. */
  readonly path?: ArrayLike<number>;
  /** The point to find. */
  readonly target?: Point;
  /** A fixation within this many pixels of the target is a hit. Default 10. */
  readonly hitRadius?: number;
  /** Draws the reach of the fovea at both ends of the path. */
  readonly retina?: Retina;
  /** Shown width in CSS pixels. Default 256. */
  readonly size?: number;
}

const COLOURS = {
  dark: {
    field: '#fff',
    object: '#475569',
    frame: '#cbd5e1',
    path: '#2563eb',
    hit: '#22c55e',
    miss: '#ef4444',
  },
  light: {
    field: '#1e293b',
    object: '#f1f5f9',
    frame: '#1e293b',
    path: '#60a5fa',
    hit: '#4ade80',
    miss: '#f87171',
  },
} as const;

/**
 * A scene with the path of the fovea over it, as an SVG string: a hollow dot at the start, a dot per fixation, the target's
 * hit radius in green if some fixation lies within it and in red otherwise.
 */
export function drawScene(scene: Scene, options: DrawSceneOptions = {}): string {
  const { path = [], target, hitRadius = 10, retina, size = 256 } = options;
  if (path.length % 2 !== 0) throw new RangeError(`drawScene: path must be [(T+1)·2], got [${path.length}]`);
  const colours = COLOURS[scene.polarity];
  const fixations = Array.from({ length: path.length / 2 }, (_, t) => ({
    x: path[2 * t],
    y: path[2 * t + 1],
  }));
  const hit = target ? fixations.findIndex((point) => near(point, target, hitRadius)) : -1;
  const body = [
    `<path d="M0 0H${scene.width}V${scene.height}H0Z" fill="${colours.field}" stroke="${colours.frame}"/>`,
    ...scene.objects.map(({ sprite, x, y }) => drawSprite(sprite, x, y, colours.object)),
    ...(retina ? reach(retina, fixations, colours.path) : []),
    ...(target ? [drawTarget(target, hitRadius, hit >= 0 ? colours.hit : colours.miss)] : []),
    ...(fixations.length > 0 ? [drawPath(fixations, colours)] : []),
  ];
  return svg(
    { x: 0, y: 0, width: scene.width, height: scene.height },
    size,
    labelOf(scene, fixations.length, target, hit),
    body,
  );
}

function drawSprite(sprite: Sprite, x: number, y: number, colour: string): string {
  const corners = (polygon: readonly Point[]): string =>
    polygon.map((p) => `${short(x + p.x)} ${short(y + p.y)}`).join('L');
  const d = outline(sprite).map((polygon) => `M${corners(polygon)}Z`);
  return `<path d="${d.join('')}" fill="${colour}" fill-rule="evenodd"/>`;
}

function drawPath(fixations: readonly Point[], colours: { path: string; field: string }): string {
  const [start, ...later] = fixations;
  const line = fixations.map(({ x, y }) => `${short(x)},${short(y)}`).join(' ');
  return (
    `<polyline points="${line}" fill="none" stroke="${colours.path}" stroke-width="2" stroke-linejoin="round"/>` +
    `<g fill="${colours.path}">${later.map(({ x, y }) => circle(x, y, 3.5)).join('')}</g>` +
    circle(start.x, start.y, 5, `fill="${colours.field}" stroke="${colours.path}" stroke-width="2"`)
  );
}

function drawTarget({ x, y }: Point, radius: number, colour: string): string {
  return circle(x, y, radius, `fill="${colour}" fill-opacity=".35" stroke="${colour}" stroke-width="3"`);
}

function reach({ diameter }: Retina, fixations: readonly Point[], colour: string): string[] {
  const ends = fixations.length > 1 ? [fixations[0], fixations.at(-1)!] : fixations.slice(0, 1);
  const style = `fill="${colour}" fill-opacity=".07" stroke="${colour}" stroke-opacity=".6" stroke-dasharray="5 5"`;
  return ends.map(({ x, y }) => circle(x, y, diameter / 2, style));
}

function near(a: Point, b: Point, radius: number): boolean {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y) <= radius * radius;
}

function labelOf(scene: Scene, fixations: number, target: Point | undefined, hit: number): string {
  const names = scene.objects.map(({ sprite }) => sprite.name).join(', ');
  if (!target || fixations === 0) return `Scene with ${names}`;
  const saccades = (count: number): string => (count === 1 ? '1 saccade' : `${count} saccades`);
  const outcome = hit >= 0 ? `hit after ${saccades(hit)}` : `no hit in ${saccades(fixations - 1)}`;
  return `Scene with ${names}: ${outcome}`;
}
