import type { Picture } from '@saccade/tasks';
import type { Retina } from '../src/index.ts';

/** A look by the definition: every pixel of the picture and a wide margin is tested against every disc. */
export function bruteLook(retina: Retina, picture: Picture, x: number, y: number): number[] {
  const centreX = Math.round(x);
  const centreY = Math.round(y);
  return retina.fields.map((field) => {
    let [sum, count] = [0, 0];
    const reach = Math.ceil(field.radius) + 1;
    for (let j = centreY + field.y - reach; j < centreY + field.y + reach; j++) {
      for (let i = centreX + field.x - reach; i < centreX + field.x + reach; i++) {
        const dx = i + 0.5 - (centreX + field.x);
        const dy = j + 0.5 - (centreY + field.y);
        if (dx * dx + dy * dy > field.radius * field.radius) continue;
        sum += picture.rowInk(j, i, i + 1);
        count++;
      }
    }
    return Math.fround(sum / (255 * count));
  });
}

/** FNV-1a over the bytes of an array, to fix values that must never change. */
export function hash(values: Float32Array | Float64Array): string {
  let h = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) h = Math.imul(h ^ byte, 0x01000193);
  return (h >>> 0).toString(16).padStart(8, '0');
}
