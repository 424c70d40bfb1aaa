// Pictures of a slow net at work: the fast weights that it writes while a stream goes by.
import type { ProgrammedParams } from '@saccade/fast-weights';
import { tensor, tidy, unrollStates, values } from '@saccade/math';
import type { Key, Tensor3D } from '@saccade/math';
import type { Drawing } from '../contract/types.ts';
import { timeStrips } from '../time-strips.ts';
import type { Strip } from '../time-strips.ts';
import type { OnlineTask } from './online-task.ts';
import type { ProgrammedCell } from './real-time-learning.ts';

const SHOWN = 60;

/** A fresh stream, drawn from `key`, which is consumed, and what the slow net says to each of its inputs. */
export function drawProgram(
  task: OnlineTask,
  cell: ProgrammedCell,
  params: ProgrammedParams,
  key: Key,
): Drawing[] {
  const { xs, targets, asked } = task.stream(key).take(SHOWN);
  const { ys, weights } = tidy(() => {
    const run = unrollStates(cell, params, tensor<Tensor3D>(xs, [SHOWN, 1, xs.length / SHOWN]));
    return { ys: values<Float32Array>(run.outputs), weights: values<Float32Array>(run.states.weights) };
  });
  const wanted = task.outputNames.map((name) => `wanted ${name}`.trim());
  const said = task.outputNames.map((name) => `answer ${name}`.trim());
  const shownAnswers = ys.map((y, i) => y * asked[Math.floor(i / task.outputNames.length)]);
  return [
    {
      title: 'Fast weights while a stream goes by',
      caption: `${SHOWN} steps of a fresh stream: what comes in, the fast weights after each step (full: 1), what is wanted and what is answered.`,
      svg: timeStrips({
        label: 'Inputs, fast weights and answers over time',
        groups: [strips(task.inputNames, xs), strips(task.weightNames, weights), strips(wanted, targets), strips(said, shownAnswers)], // prettier-ignore
      }),
    },
    {
      title: 'What the slow net has learned to say',
      caption:
        'A column is an input of the slow net, a row one of its outputs: orange raises, blue lowers; full is the largest weight.',
      svg: timeStrips({ label: 'Slow weights', groups: [slowWeights(task, params)] }),
    },
  ];
}

/** Rows of an array `[T·names or more]`, the names first. */
function strips(names: readonly string[], all: Float32Array): Strip[] {
  const width = all.length / SHOWN;
  return names.map((name, i) => ({
    name,
    values: Array.from({ length: SHOWN }, (_, t) => all[t * width + i]),
  }));
}

function slowWeights({ sizes }: OnlineTask, { slow }: ProgrammedParams): Strip[] {
  const all = values<Float32Array>(slow);
  const [rows, columns] = slow.shape;
  const most = all.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 1e-6);
  const nameOf = (column: number): string =>
    sizes.form === 'each'
      ? `change of weight ${column + 1}`
      : column < sizes.fastInputs
        ? `from ${column + 1}`
        : `to ${column - sizes.fastInputs + 1}`;
  return Array.from({ length: columns }, (_, column) => ({
    name: nameOf(column),
    values: Array.from({ length: rows }, (_, row) => all[row * columns + column] / most),
  }));
}
