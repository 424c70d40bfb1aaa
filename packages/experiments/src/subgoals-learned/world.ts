import { planeWalk } from '@saccade/tasks';
import type { PlaneTaskOptions, PlaneWalk } from '@saccade/tasks';

const DISCS = { circles: [1, 6], radius: [0.5, 1.2], ends: 'random' } as const;

/** Ways to find: one to six discs, start and goal anywhere outside of them, one disc on the straight way. */
export const wayOptions: PlaneTaskOptions = { ...DISCS, blocking: true, gap: 0.03 };

/** Walkers whose ways are to be found. */
export function wayWorld(margin: number): PlaneWalk {
  return planeWalk({ tasks: wayOptions, margin });
}

/** Walkers anywhere, in discs, too: what E has to know about. */
export function wildWorld(margin: number): PlaneWalk {
  return planeWalk({ tasks: { ...DISCS, gap: -1 }, margin });
}
