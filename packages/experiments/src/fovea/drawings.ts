// Pictures of a run: what the fovea is, where it goes, what M expects.
import { drawRetina, drawScene, randomActions } from '@saccade/attention';
import type { FoveaState } from '@saccade/attention';
import { split, tensor, tidy, values } from '@saccade/math';
import type { Key, Tensor2D } from '@saccade/math';
import { predictNext } from '@saccade/world-model';
import type { Drawing } from '../contract/types.ts';
import { outcomeOf, policyOf, watch } from './episodes.ts';
import type { FoveaNets } from './fovea-run.ts';
import { asRows } from './training.ts';
import { visibleStarts } from './visible-starts.ts';
import { drawAims } from './world.ts';
import type { FoveaWorld } from './world.ts';

const TRAJECTORIES = 8;
const PREDICTIONS = 3;
// Predictions of an empty view would show nothing: some field sees at least this much ink.
const CLEARLY_SEEN = 0.5;
// Among so many episodes, misses are looked for, so that the report does not hide them.
const EPISODES = 400;
const MISSES = 2;

/** All pictures; the key is consumed. */
export function drawFovea(world: FoveaWorld, nets: FoveaNets, key: Key): Drawing[] {
  const [kTrajectories, kPredictions] = split(key, 2);
  return [
    {
      title: 'The retina',
      caption: `${world.retina.fields.length} receptive fields; each input is the mean of the pixels in its disc, black = 1.`,
      svg: drawRetina(world.retina),
    },
    ...drawTrajectories(world, nets, kTrajectories),
    ...drawPredictions(world, nets, kPredictions),
  ];
}

function drawTrajectories(world: FoveaWorld, nets: FoveaNets, key: Key): Drawing[] {
  const [kStart, kAims] = split(key, 2);
  const start = world.testing.reset(kStart, EPISODES);
  const aims = drawAims(world, start.scenes, kAims);
  const goal = world.points.length > 1 ? aims.views : undefined;
  const states = watch(world, start, policyOf(world, nets.controller, goal));
  const { hits } = outcomeOf(states, aims.positions, world.hitRadius);
  return chooseEpisodes(hits).map((b) => {
    const hit = hits[b];
    const target = { x: aims.positions[2 * b], y: aims.positions[2 * b + 1] };
    const fixations = (hit < 0 ? states : states.slice(0, hit + 1)).flatMap(({ positions }) => [
      positions[2 * b],
      positions[2 * b + 1],
    ]);
    return {
      title: hit < 0 ? 'A miss' : `Hit after ${hit} ${hit === 1 ? 'saccade' : 'saccades'}`,
      caption: 'The hollow dot is the start; dashed circles show the reach of the fovea at both ends.',
      svg: drawScene(start.scenes[b], {
        ...{ path: fixations, target, hitRadius: world.hitRadius, retina: world.retina },
      }),
    };
  });
}

/** The first episodes, with the first misses among all in the last places. */
function chooseEpisodes(hits: Int32Array): number[] {
  const all = Array.from(hits.keys());
  const misses = all.filter((b) => hits[b] < 0).slice(0, MISSES);
  const others = all.filter((b) => hits[b] >= 0).slice(0, TRAJECTORIES - misses.length);
  return [...others, ...misses];
}

function drawPredictions(world: FoveaWorld, { model }: FoveaNets, key: Key): Drawing[] {
  const [kReset, kActions] = split(key, 2);
  const before = visibleStarts(world.testing, kReset, PREDICTIONS, CLEARLY_SEEN);
  const actions = randomActions(kActions, PREDICTIONS);
  const after = world.testing.step(before, actions);
  const expected = tidy(() => {
    const moved = tensor<Tensor2D>(actions, [PREDICTIONS, actions.length / PREDICTIONS]);
    return values(predictNext(model, asRows(before.observation, PREDICTIONS), moved)) as Float32Array;
  });
  const size = world.retina.fields.length;
  return Array.from({ length: PREDICTIONS }, (_, b) => {
    const row = (views: Float32Array): Float32Array => views.subarray(b * size, (b + 1) * size);
    const moved = movement(before, after, b);
    const picture = (title: string, caption: string, views: Float32Array): Drawing => ({
      ...{ title, caption, svg: drawRetina(world.retina, { view: row(views), label: title }) },
    });
    return [
      picture('Seen before', 'What the retina sees before a random movement.', before.observation),
      picture('M expects', `M's prediction for the movement ${moved}.`, expected),
      picture('What came', `What the retina sees after it.`, after.observation),
    ];
  }).flat();
}

/** `12 px east, 3 px north` */
function movement(before: FoveaState, after: FoveaState, b: number): string {
  const along = (axis: number): number => after.positions[2 * b + axis] - before.positions[2 * b + axis];
  const words = (value: number, positive: string, negative: string): string =>
    `${Math.abs(value).toFixed(0)} px ${value < 0 ? negative : positive}`;
  return `${words(along(0), 'east', 'west')}, ${words(along(1), 'south', 'north')}`;
}
