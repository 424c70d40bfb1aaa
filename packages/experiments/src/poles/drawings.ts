// Pictures of a run: cart and pole over time, what M foretells beside what came, and the dream beside the world.
import { split, tensor, tidy, values } from '@saccade/math';
import type { Key, Tensor2D } from '@saccade/math';
import { cos, sin } from '@saccade/math/portable';
import { dream, dreamStart, record } from '@saccade/world-model';
import type { Drawing } from '../contract/types.ts';
import { foretell, SEEN } from './foretell.ts';
import type { PoleLearner } from './learner.ts';
import { timeLines } from './time-lines.ts';
import type { Line } from './time-lines.ts';

/** Steps in pictures. */
const [SHOWN, AHEAD] = [400, 60];
/** Cart and pole are drawn every so many steps. */
const EVERY = 40;
/** What observations are measured in: m, and degrees. */
const [TRACK, TILT] = [2.4, 12];
const RADIANS = 3.141592653589793 / 180;
const [WORLD, BLIND, STEPWISE] = ['#111', '#d70', '#26c'];

/** All pictures; the key is consumed. */
export function drawPole(learner: PoleLearner, key: Key): Drawing[] {
  const [kWorld, kForetell] = split(key, 2);
  const { judging, size } = learner.world;
  const start = judging.reset(kWorld, 1);
  const { episodes, end } = record(judging, start, learner.act(learner.controller, 1), SHOWN);
  const came = positions(episodes.observations.subarray(0, (end.steps[0] + 1) * size), size);
  const dreamt = positions(dreamOf(learner, start.observation), size);
  return [
    {
      title: 'Cart and pole',
      caption: `An episode under C: time runs downwards, ${EVERY} steps (${(EVERY * 0.02).toFixed(1)} s) from one picture to the next. The line is the track, 4.8 m.`,
      svg: strobe(came),
    },
    {
      title: 'What M foretells',
      caption: `C acts with random pushes. M has seen ${SEEN} steps; then it sees nothing for ${AHEAD} (without seeing), or always the last (step by step).`,
      svg: drawForetold(learner, kForetell),
    },
    {
      title: 'The dream beside the world',
      caption:
        'From one beginning: C in the world, and C in M, which has seen nothing but the first observation.',
      svg: panels('C in the world and in a dream', [
        { name: 'world', colour: WORLD, from: 0, at: came },
        { name: 'dream', colour: BLIND, from: 0, at: dreamt },
      ]),
    },
  ];
}

interface Positions {
  /** m */
  readonly x: number[];
  /** degrees */
  readonly tilt: number[];
}

/** Of one episode, from observations `[T·X]`. */
function positions(observations: Float32Array, size: number): Positions {
  const part = (index: number, unit: number): number[] =>
    [...observations].filter((_, i) => i % size === index).map((value) => value * unit);
  return { x: part(0, TRACK), tilt: part(size / 2, TILT) };
}

/** The first observation and what C dreams from there. */
function dreamOf({ nets, model, controller }: PoleLearner, first: Float32Array): Float32Array {
  return tidy(() => {
    const params = { model, controller };
    const start = dreamStart(nets, params, { observation: tensor<Tensor2D>(first, [1, first.length]) });
    const { observations } = dream(nets, params, start, { steps: SHOWN });
    return Float32Array.from([...first, ...values(observations)]);
  });
}

function drawForetold(learner: PoleLearner, key: Key): string {
  const { size } = learner.world;
  const { lived, openLoop, stepwise } = foretell(learner, key, 1, AHEAD);
  return panels('What M foretells and what came', [
    { name: 'world', colour: WORLD, from: 0, at: positions(lived.observations, size) },
    { name: 'step by step', colour: STEPWISE, from: SEEN + 1, at: positions(stepwise, size) },
    { name: 'without seeing', colour: BLIND, from: SEEN + 1, at: positions(openLoop, size) },
  ]);
}

function panels(
  label: string,
  shown: readonly (Omit<Line, 'values'> & { readonly at: Positions })[],
): string {
  const lines = (part: 'x' | 'tilt'): Line[] =>
    shown.map(({ name, colour, from, at }) => ({ name, colour, from, values: at[part] }));
  return timeLines({
    label,
    panels: [
      { name: 'x, m', most: TRACK, lines: lines('x') },
      { name: 'θ, °', most: TILT, lines: lines('tilt') },
    ],
  });
}

/** Pictures of cart and pole one under the other; the tilt is drawn as it is. */
function strobe({ x, tilt }: Positions): string {
  const [scale, row, pole] = [110, 66, 50];
  const width = 2 * TRACK * scale + 60;
  const count = Math.ceil(x.length / EVERY);
  const carts = Array.from({ length: count }, (_, i) => {
    const [at, angle] = [width / 2 + x[i * EVERY] * scale, tilt[i * EVERY] * RADIANS];
    const ground = (i + 1) * row;
    const top = { x: (at + pole * sin(angle)).toFixed(1), y: (ground - 8 - pole * cos(angle)).toFixed(1) };
    const cart = `<rect x="${(at - 14).toFixed(1)}" y="${ground - 8}" width="28" height="8" fill="${STEPWISE}"/>`;
    const line = `<path d="M30 ${ground}H${width - 30}" stroke="#ccc"/>`;
    return `${line}${cart}<path d="M${at.toFixed(1)} ${ground - 8}L${top.x} ${top.y}" stroke="${BLIND}" stroke-width="3"/>`;
  });
  const height = count * row + 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Cart and pole over time">${carts.join('')}</svg>`;
}
