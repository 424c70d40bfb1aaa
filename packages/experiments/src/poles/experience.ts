// What was lived through in the world, and pieces of it to learn from.
import { split, tensor, uniformValues } from '@saccade/math';
import type { Key, StoredTensor } from '@saccade/math';
import type { Episodes, Experience } from '@saccade/world-model';
import { storedData } from '../run-checks.ts';
import { PAINS } from './world.ts';

/** Episodes of each round, and how many numbers an observation has. */
export interface LivedRounds {
  readonly size: number;
  readonly rounds: readonly Episodes[];
}

/** Which pieces of episodes to draw. */
export interface PieceOptions {
  readonly count: number;
  readonly steps: number;
  /** Steps that must follow in the episode; `undefined`: episodes may even end within the piece. */
  readonly spare?: number;
}

/** An episode among all of them. */
interface Candidate {
  readonly round: Episodes;
  readonly b: number;
  readonly length: number;
}

/** Steps that each episode lasted, `[B]`. */
export function lengthsOf({ batch, steps, made }: Episodes): Int32Array {
  const lengths = new Int32Array(batch);
  for (let i = 0; i < steps * batch; i++) lengths[i % batch] += made[i];
  return lengths;
}

/** Random pieces as new tensors. An episode is drawn first, each as likely, then a place in it. The key is consumed. */
export function drawPieces(experience: LivedRounds, options: PieceOptions, key: Key): Experience {
  const { count, steps, spare } = options;
  const { size } = experience;
  const candidates = candidatesFor(experience, options);
  const [kEpisode, kPlace] = split(key, 2);
  const [which, where] = [uniformValues(kEpisode, count), uniformValues(kPlace, count)];
  const observations = new Float32Array((steps + 1) * count * size);
  const actions = new Float32Array(steps * count);
  // Where a piece begins nothing hurts, as far as anybody asks.
  const pains = new Float32Array((steps + 1) * count * PAINS);
  const made = new Float32Array(steps * count);
  for (let i = 0; i < count; i++) {
    const { round, b, length } = candidates[Math.floor(which[i] * candidates.length)];
    const from = Math.floor(where[i] * Math.max(length - steps - (spare ?? 0) + 1, 1));
    for (let t = 0; t <= steps; t++) {
      const at = Math.min(from + t, round.steps) * round.batch + b;
      observations.set(round.observations.subarray(at * size, (at + 1) * size), (t * count + i) * size);
      if (t === steps || from + t >= round.steps) continue;
      actions[t * count + i] = round.actions[at];
      made[t * count + i] = round.made[at];
      pains.set(round.pains.subarray(at * PAINS, (at + 1) * PAINS), ((t + 1) * count + i) * PAINS);
    }
  }
  return {
    observations: tensor(observations, [steps + 1, count, size]),
    actions: tensor(actions, [steps, count, 1]),
    rewards: tensor(pains, [steps + 1, count, PAINS]),
    lived: tensor(made, [steps, count]),
  };
}

/** Episodes that are long enough, or, where there are none, those that lasted longest. */
function candidatesFor({ rounds }: LivedRounds, { steps, spare }: PieceOptions): Candidate[] {
  const all = rounds.flatMap((round) => [...lengthsOf(round)].map((length, b) => ({ round, b, length })));
  if (spare === undefined) return all;
  const longest = Math.max(...all.map(({ length }) => length));
  return all.filter(({ length }) => length >= Math.min(steps + spare, longest));
}

const NAME = 'experience';

/** As tensors of a checkpoint. */
export function storedExperience({ size, rounds }: LivedRounds): Record<string, StoredTensor> {
  const parts = rounds.flatMap(({ batch, steps, observations, actions, pains, made }, r) => {
    const named: [string, StoredTensor][] = [
      ['observations', { dtype: 'F32', shape: [steps + 1, batch, size], data: observations }],
      ['actions', { dtype: 'F32', shape: [steps, batch, 1], data: actions }],
      ['pains', { dtype: 'F32', shape: [steps, batch, PAINS], data: pains }],
      ['made', { dtype: 'U8', shape: [steps, batch], data: made }],
    ];
    return named.map(([name, stored]) => [`${NAME}.${r}.${name}`, stored] as const);
  });
  return Object.fromEntries(parts);
}

/**
 * The experience of a checkpoint, and the other tensors of it.
 * @throws when parts of a round are missing, or are of other sizes.
 */
export function restoredExperience(
  name: string,
  tensors: Readonly<Record<string, StoredTensor>>,
  { size, count, batch, steps }: { size: number; count: number; batch: number; steps: number },
): { experience: LivedRounds; others: Record<string, StoredTensor> } {
  const others = { ...tensors };
  const take = <D extends StoredTensor['data']>(
    what: string,
    dtype: StoredTensor['dtype'],
    shape: readonly number[],
  ): D => {
    Reflect.deleteProperty(others, what);
    return storedData<D>(name, tensors, what, { dtype, shape });
  };
  const rounds = Array.from({ length: count }, (_, r) => ({
    ...{ batch, steps },
    observations: take<Float32Array>(`${NAME}.${r}.observations`, 'F32', [steps + 1, batch, size]),
    actions: take<Float32Array>(`${NAME}.${r}.actions`, 'F32', [steps, batch, 1]),
    pains: take<Float32Array>(`${NAME}.${r}.pains`, 'F32', [steps, batch, PAINS]),
    made: take<Uint8Array>(`${NAME}.${r}.made`, 'U8', [steps, batch]),
  }));
  return { experience: { size, rounds }, others };
}
