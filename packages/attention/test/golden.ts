// Values that must be the same on every engine and for ever: run by Node and by the browser.
import { key } from '@saccade/math';
import { bar, cross, digitSet, parseIdxImages, ring, triangle } from '@saccade/tasks';
import type { SpriteSet } from '@saccade/tasks';
import { drawScene, foveaEnvironment, randomActions, ringRetina } from '../src/index.ts';
import { hash } from './fixtures.ts';

const SHAPES = [triangle(), cross(), ring(), bar()];

/** Eight 28 × 28 images of blots, as an idx file. */
function blots(): Uint8Array {
  const bytes = new Uint8Array(16 + 8 * 784);
  bytes.set([0, 0, 8, 3, 0, 0, 0, 8, 0, 0, 0, 28, 0, 0, 0, 28]);
  for (let i = 0; i < 8 * 784; i++) {
    const [x, y] = [(i % 28) - 14, (Math.floor(i / 28) % 28) - 14];
    bytes[16 + i] = Math.max(0, 255 - 3 * (x * x + y * y + ((i * 7) % 13)));
  }
  return bytes;
}

/** Hashes of positions and observations after ten random steps, and of a drawing. */
function episodeHashes(sprites: SpriteSet, count: number): string[] {
  const environment = foveaEnvironment({
    scenes: { sprites, count, polarity: 'both' },
    retina: ringRetina(),
  });
  let state = environment.reset(key(1991), 8);
  for (let t = 0; t < 10; t++) state = environment.step(state, randomActions(key(t), 8));
  const drawing = Float64Array.from(drawScene(state.scenes[0], { path: state.positions }), (c) =>
    c.charCodeAt(0),
  );
  return [state.positions, state.observation, drawing].map(hash);
}

export function goldenHashes(): Record<string, string[]> {
  return {
    triangle: episodeHashes([SHAPES[0]], 1),
    shapes: episodeHashes(SHAPES, 3),
    digits: episodeHashes(digitSet(parseIdxImages(blots())), 1),
  };
}

export const GOLDEN: Record<string, string[]> = {
  triangle: ['2af98647', 'a4e4ca4a', '41825938'],
  shapes: ['09970fbb', 'ef3bda09', '3814a536'],
  digits: ['d72e74ed', '855d0c4a', '5063bc11'],
};
