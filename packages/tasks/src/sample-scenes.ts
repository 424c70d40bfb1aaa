import { foldIn, randomBits, split } from '@saccade/math';
import type { Key } from '@saccade/math';
import { reportProblems } from './check.ts';
import type { SpriteSet } from './digits.ts';
import { freePlaces } from './free-places.ts';
import { arrangedScene } from './scene.ts';
import type { Placed, Polarity, Scene } from './scene.ts';
import type { Sprite } from './sprite.ts';
import { pickFrom } from './word-source.ts';

/** Options of {@link sampleScenes}. */
export interface SceneOptions {
  /** What may appear: an array of sprites or a set that makes them on demand. */
  readonly sprites: SpriteSet;
  /** Objects in a scene, drawn from `sprites` without replacement (list a sprite twice to allow twins). Default 1. */
  readonly count?: number;
  /** Dark on white, light on black, or each with probability ½. Default `dark`, the paper's. */
  readonly polarity?: Polarity | 'both';
  /** Pixels. Default 512, Schmidhuber & Huber 1991. */
  readonly width?: number;
  /** Pixels. Default 512, Schmidhuber & Huber 1991. */
  readonly height?: number;
}

// Arrangements that are tried for one scene before its objects are said not to fit.
const TRIES = 100;

/**
 * Draws scenes at random. Each object is placed uniformly over the places that the earlier ones left free: wholly
 * inside the field, bounding boxes disjoint. Scene `i` depends on the key and `i` alone, not on the batch.
 *
 * Source: Schmidhuber & Huber 1991, one object at a random place of a 512 × 512 field.
 * @param key - consumed.
 * @throws RangeError listing all bad options; or if the objects do not fit, after 100 arrangements.
 */
export function sampleScenes(options: SceneOptions, key: Key, batch: number): Scene[] {
  const { sprites, count = 1, polarity = 'dark', width = 512, height = 512 } = options;
  checkOptions({ sprites, count, polarity, width, height }, batch);
  const [kSprites, kPlaces, kAgain, kPolarity] = split(key, 4);
  const spriteWords = randomBits(kSprites, batch * count);
  const placeWords = randomBits(kPlaces, batch * count);
  const polarityWords = randomBits(kPolarity, polarity === 'both' ? batch : 0);
  const scenes: Scene[] = [];
  for (let i = 0; i < batch; i++) {
    const chosen = drawSprites(sprites, spriteWords, i * count, count);
    const objects =
      arrange(chosen, width, height, placeWords, i * count) ??
      arrangeAgain(chosen, width, height, foldIn(kAgain, i));
    const light = polarity === 'both' ? pickFrom(polarityWords[i], 2) === 1 : polarity === 'light';
    scenes.push(arrangedScene(width, height, objects, light ? 'light' : 'dark'));
  }
  return scenes;
}

/** Different members of the set, by `count` random words, the first of them number `from`. */
function drawSprites(sprites: SpriteSet, words: Uint32Array, from: number, count: number): Sprite[] {
  const drawn: Sprite[] = [];
  const taken: number[] = [];
  for (let w = from; w < from + count; w++) {
    let index = pickFrom(words[w], sprites.length - taken.length);
    // The draw numbers the members that are left: step over the taken ones, in ascending order.
    let before = 0;
    for (; before < taken.length && taken[before] <= index; before++) index++;
    // Nobody asks what the last one took: most scenes have one object, and half of their drawing went into this list.
    if (drawn.length + 1 < count) taken.splice(before, 0, index);
    drawn.push(sprites.at(index)!);
  }
  return drawn;
}

/** Places for the sprites in turn, by a random word each, from number `from` on; undefined if one finds no place left. */
function arrange(
  sprites: readonly Sprite[],
  width: number,
  height: number,
  words: Uint32Array,
  from: number,
): Placed[] | undefined {
  const placed: Placed[] = [];
  for (const sprite of sprites) {
    const free = freePlaces(width, height, sprite.width, sprite.height, placed);
    if (free.count === 0) return undefined;
    const { x, y } = free.place(pickFrom(words[from + placed.length], free.count));
    placed.push({ sprite, x, y });
  }
  return placed;
}

function arrangeAgain(sprites: readonly Sprite[], width: number, height: number, key: Key): Placed[] {
  for (let t = 1; t < TRIES; t++) {
    const placed = arrange(sprites, width, height, randomBits(foldIn(key, t), sprites.length), 0);
    if (placed) return placed;
  }
  const sizes = sprites.map((sprite) => `${sprite.width}×${sprite.height}`).join(', ');
  throw new RangeError(
    `sampleScenes: objects must fit into ${width}×${height} without overlap, got ${sizes}`,
  );
}

function checkOptions(options: Required<SceneOptions>, batch: number): void {
  const { sprites, count, polarity, width, height } = options;
  const problems: string[] = [];
  const check = (right: boolean, what: string, got: unknown): void => {
    if (!right) problems.push(`${what}, got ${String(got)}`);
  };
  const size = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 65536;
  check(sprites.length >= 1, 'sprites must not be empty', sprites.length);
  check(
    Number.isInteger(count) && count >= 0 && count <= sprites.length,
    `count must be a whole number in 0..${sprites.length}, the number of sprites`,
    count,
  );
  check(['dark', 'light', 'both'].includes(polarity), 'polarity must be dark, light or both', polarity);
  check(size(width), 'width must be a whole number in 1..65536', width);
  check(size(height), 'height must be a whole number in 1..65536', height);
  check(Number.isInteger(batch) && batch >= 0, 'batch must be a whole number', batch);
  reportProblems('sampleScenes', problems);
}
