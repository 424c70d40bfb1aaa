import { reportProblems, whole } from './check.ts';
import { enlarge } from './enlarge.ts';
import type { IdxImages } from './idx.ts';
import type { Point } from './picture.ts';
import { makeSprite } from './sprite.ts';
import type { Sprite } from './sprite.ts';

/** Options of handwritten digits. */
export interface DigitOptions {
  /** Height in pixels of the enlarged image (MNIST: 28 before), 1..4096; the width follows. Default 100. */
  readonly size?: number;
  /** Which point counts as the centre: `mass`, the centre of mass of the ink (default), or `box`, of its bounding box. */
  readonly centre?: 'mass' | 'box';
}

/** Options of {@link digitSet}. */
export interface DigitSetOptions extends DigitOptions {
  /** First image of the set. Default 0. */
  readonly from?: number;
  /** One past its last image. Default: all. */
  readonly to?: number;
  /** Instead of a range: the images by number, in any order. */
  readonly indices?: ArrayLike<number>;
}

/** Sprites by number. Arrays of sprites are sprite sets. */
export interface SpriteSet {
  readonly length: number;
  /** The sprite number `index`, 0 ≤ index < length. */
  at(index: number): Sprite | undefined;
}

// 1,024 sprites of 100 × 100 pixels take 40 MB. An evicted sprite that a scene still holds goes on living there.
const CACHED_SPRITES = 1024;

/** Image `index` as an object to look at: enlarged bilinearly in exact integers when first looked at. Point: `centre`. */
export function digitSprite(images: IdxImages, index: number, options: DigitOptions = {}): Sprite {
  const { size = 100, centre = 'mass' } = options;
  whole('digitSprite', 'index', index, 0, images.count - 1);
  whole('digitSprite', 'size', size, 1, 4096);
  const { width, height, pixels } = images;
  const source = pixels.subarray(index * width * height, (index + 1) * width * height);
  const newWidth = Math.max(1, Math.round((size * width) / height));
  const middle = centre === 'mass' ? centreOfMass(source, width, height) : centreOfBox(source, width, height);
  return makeSprite({
    name: 'digit',
    width: newWidth,
    height: size,
    points: { centre: { x: (middle.x * newWidth) / width, y: (middle.y * size) / height } },
    ink: () => enlarge(source, width, height, newWidth, size),
  });
}

/** A part of the images as sprites, made on demand; keeps the most recent. The caller chooses what is for training and what for tests. */
export function digitSet(images: IdxImages, options: DigitSetOptions = {}): SpriteSet {
  const numbers = chosenImages(images, options);
  const cache = new Map<number, Sprite>();
  return {
    length: numbers.length,
    at: (index) => {
      const image = numbers[index];
      if (image === undefined) return undefined;
      const sprite = cache.get(image) ?? digitSprite(images, image, options);
      cache.delete(image);
      cache.set(image, sprite);
      if (cache.size > CACHED_SPRITES) cache.delete(cache.keys().next().value!);
      return sprite;
    },
  };
}

function chosenImages(images: IdxImages, options: DigitSetOptions): Int32Array {
  const { from = 0, to = images.count, indices } = options;
  const problems: string[] = [];
  const range = `0..${images.count}`;
  if (indices && (options.from !== undefined || options.to !== undefined)) {
    problems.push('give either indices or from and to, not both');
  } else if (indices) {
    const bad = Array.from(indices).find(
      (index) => !(Number.isInteger(index) && index >= 0 && index < images.count),
    );
    if (bad !== undefined) problems.push(`indices must be whole numbers below ${images.count}, got ${bad}`);
    if (indices.length === 0) problems.push('indices must not be empty');
  } else if (!(
    Number.isInteger(from) &&
    Number.isInteger(to) &&
    0 <= from &&
    from < to &&
    to <= images.count
  )) {
    problems.push(`from < to must be whole numbers in ${range}, got from=${from}, to=${to}`);
  }
  reportProblems('digitSet', problems);
  return indices ? Int32Array.from(indices) : Int32Array.from({ length: to - from }, (_, i) => from + i);
}

/** Centre of mass of the ink; the middle of the image if there is none. */
function centreOfMass(source: Uint8Array, width: number, height: number): Point {
  let mass = 0;
  let momentX = 0;
  let momentY = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      mass += source[i];
      momentX += source[i] * (2 * x + 1);
      momentY += source[i] * (2 * y + 1);
    }
  }
  if (mass === 0) return { x: width / 2, y: height / 2 };
  return { x: momentX / (2 * mass), y: momentY / (2 * mass) };
}

/** Centre of the smallest box that holds all ink; the middle of the image if there is none. */
function centreOfBox(source: Uint8Array, width: number, height: number): Point {
  let [x0, x1, y0, y1] = [width, 0, height, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (source[i] === 0) continue;
      [x0, x1] = [Math.min(x0, x), Math.max(x1, x + 1)];
      [y0, y1] = [Math.min(y0, y), Math.max(y1, y + 1)];
    }
  }
  if (x1 === 0) return { x: width / 2, y: height / 2 };
  return { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
}
