import { whole } from './check.ts';
import { bodyOf, inkGrid, rowSum } from './ink-grid.ts';
import type { InkGrid } from './ink-grid.ts';
import { meanInkOf } from './mean-ink.ts';
import type { Picture, Point } from './picture.ts';

/** An object that can be placed in scenes: a small dark picture with named points to look at. */
export interface Sprite extends Picture {
  readonly name: string;
  /** Its pixels' row prefix sums; made when first read. */
  readonly grid: InkGrid;
  /** Its pixels of at least half ink (1, others 0): the object without the faint fringe of smooth edges. */
  readonly body: InkGrid;
  /** Named fixation points, in pixels from the left upper corner. There is always `centre`. */
  readonly points: SpritePoints;
}

/** Fixation points by name. */
export type SpritePoints = Readonly<Record<string, Point>> & { readonly centre: Point };

/** What a sprite is made from. `ink()` is called at most once, when the sprite is first looked at. */
export interface SpriteParts {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly points: SpritePoints;
  /** Makes `[height · width]` ink values, 0..255. */
  readonly ink: () => Uint8Array;
}

/** A sprite of your own: any ink, computed lazily. */
export function makeSprite({ name, width, height, points, ink }: SpriteParts): Sprite {
  whole('makeSprite', 'width', width, 1);
  whole('makeSprite', 'height', height, 1);
  let grid: InkGrid | undefined;
  let body: InkGrid | undefined;
  const pixels = (): InkGrid => (grid ??= checkedGrid(width, height, ink()));
  const sprite = {
    get grid() {
      return pixels();
    },
  };
  return {
    name,
    width,
    height,
    points,
    get grid() {
      return pixels();
    },
    get body() {
      return (body ??= bodyOf(pixels()));
    },
    rowInk: (y, x0, x1) => rowSum(pixels(), y, x0, x1),
    meanInkUnderEach: meanInkOf([{ sprite, x: 0, y: 0 }], { ground: 0, sign: 1 }),
  };
}

function checkedGrid(width: number, height: number, ink: Uint8Array): InkGrid {
  if (ink.length === width * height) return inkGrid(width, height, ink);
  throw new RangeError(
    `makeSprite: ink() must give [height=${height} · width=${width}], got [${ink.length}]`,
  );
}
