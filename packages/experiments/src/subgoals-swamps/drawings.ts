import { swampEvaluator } from '@saccade/subgoals';
import type { Drawing } from '../contract/types.ts';
import { costMap } from '../subgoals/cost-map.ts';
import { drawPlane } from '../subgoals/draw-plane.ts';
import type { Swamps } from './swamps.ts';

/** A way that was tried. */
export interface TriedWay {
  readonly places: readonly number[];
  /** Of the straight way's. */
  readonly costShare: number;
}

/** Pictures of single iterations. */
const STAGES = 5;

/** The ways of all iterations in one picture, some of them in their own, and what E expects. */
export function drawSwamps({ task, height }: Swamps, ways: readonly TriedWay[]): Drawing[] {
  const { size, circles } = task;
  const last = ways.length - 1;
  const stages = [
    ...new Set(Array.from({ length: STAGES }, (_, i) => Math.round((i * last) / (STAGES - 1)))),
  ];
  const colourOf = (step: number): string => (step === last ? '#c22' : '#246');
  const straight = {
    ...{ colour: '#888', width: 0.4, dashed: true },
    places: [...task.starts, ...task.goals],
  };
  const picture = (label: string, drawn: readonly number[]): string =>
    drawPlane({
      ...{ label, size, circles, look: 'swamps' },
      ways: [
        straight,
        ...drawn.map((step) => ({
          places: ways[step].places,
          colour: colourOf(step),
          width: step === last || drawn.length === 1 ? 0.8 : 0.3,
          dots: step === last || drawn.length === 1,
        })),
      ],
    });
  return [
    {
      title: 'The ways of all iterations',
      caption: `From nearly straight to the last one, red, after ${last}. Swamps are deepest in their middle.`,
      svg: picture('Swamps and all ways tried', [...ways.keys()]),
    },
    ...stages.map((step) => ({
      title: `After ${step} ${step === 1 ? 'iteration' : 'iterations'}`,
      caption: `The way costs ${(100 * ways[step].costShare).toFixed(1)} % of the straight one.`,
      svg: picture(`Swamps and the way after ${step} iterations`, [step]),
    })),
    {
      title: 'What one subgoal would cost',
      caption:
        '½E² of both legs, by where the subgoal is: the darker, the more. There is no slope where nothing costs.',
      svg: drawPlane({
        ...{ label: 'Costs of one subgoal at each place', size, circles, look: 'outlines' },
        map: costMap(swampEvaluator({ height }), task),
        ways: [straight],
      }),
    },
  ];
}
