// E, the evaluator: what it costs to go straight from one place to another, as differentiable tensor code.
//
// `B` batch, `D` circles in each plane.
import {
  abs,
  add,
  cast,
  checkShapes,
  div,
  greater,
  log,
  maximum,
  minimum,
  mul,
  neg,
  relu,
  sign,
  slice,
  sqrt,
  square,
  squeeze,
  sub,
  sum,
  tidy,
} from '@saccade/math';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from '@saccade/math';

/**
 * The predicted cost, ≥ 0, of going from `from [B, 2]` to `to [B, 2]` among `circles [B, D, 3]` (x, y, radius; radius 0:
 * none), `[B]`. The caller disposes it.
 */
export type Evaluator = (from: Tensor2D, to: Tensor2D, circles: Tensor3D) => Tensor1D;

/** Under roots and logarithms, where a value or its gradient would not be finite at 0. */
const TINY = 1e-12;

/** Options of {@link swampEvaluator}. */
export interface SwampEvaluatorOptions {
  /** h, of the cones. Default 1. */
  readonly height?: number;
}

/**
 * E for swamps: `Σ ∫ max(0, h (1 − d/r)) dl` over the circles, exactly, as `swampCost` of `@saccade/tasks` has it.
 *
 * Source: Schmidhuber & Wahnsiedler 1992.
 */
export function swampEvaluator({ height = 1 }: SwampEvaluatorOptions = {}): Evaluator {
  return (from, to, circles) =>
    tidy(() => {
      const { length, start, across, radius } = lineAndCircles('swampEvaluator', from, to, circles);
      const p2 = add(square(across), TINY);
      const half = sqrt(maximum(sub(square(radius), p2), TINY));
      const within = (l: Tensor): Tensor => maximum(minimum(l, half), neg(half));
      const [a, b] = [within(start), within(add(start, length))];
      const distances = sub(distanceIntegral(b, p2), distanceIntegral(a, p2));
      const area = sub(sub(b, a), div(distances, maximum(radius, TINY)));
      const inside = cast(greater(square(radius), p2), 'float32');
      return mul(sum(mul(relu(area), inside), 1), height) as Tensor1D;
    });
}

/** `∫₀ˡ √(p² + t²) dt = ½ (l √(p² + l²) + p² asinh(l / p))` */
function distanceIntegral(l: Tensor, p2: Tensor): Tensor {
  const far = sqrt(add(p2, square(l)));
  const bent = mul(sign(l), sub(log(add(abs(l), far)), mul(log(p2), 0.5)));
  return mul(add(mul(l, far), mul(p2, bent)), 0.5);
}

/** Options of {@link discEvaluator}. */
export interface DiscEvaluatorOptions {
  /** Cost of a unit of length. Default 0.1. */
  readonly lengthCost?: number;
  /** Cost of a unit of depth in a disc or behind a wall. Default 4. */
  readonly depthCost?: number;
  /** What is nearer to a disc or a wall than this counts as in it. Default 0.25. */
  readonly margin?: number;
  /** Side of the square that must not be left. Default 10. */
  readonly size?: number;
}

/**
 * E for discs: the length of the way, and how deep it goes into each disc, `max(0, r + margin − d)`, d the distance of the
 * segment from the centre; and how far its end lies behind a wall. Depth, and not the length within a disc, because that has
 * an infinite derivative where a way begins to touch.
 */
export function discEvaluator(options: DiscEvaluatorOptions = {}): Evaluator {
  const { lengthCost = 0.1, depthCost = 4, margin = 0.25, size = 10 } = options;
  return (from, to, circles) =>
    tidy(() => {
      const { length, start, across, radius } = lineAndCircles('discEvaluator', from, to, circles);
      // Beyond the ends of the segment: 0 beside it.
      const before = relu(start);
      const behind = relu(neg(add(start, length)));
      const away = sqrt(add(add(square(across), square(add(before, behind))), TINY));
      const exists = cast(greater(radius, 0), 'float32');
      const depth = sum(mul(relu(sub(add(radius, margin), away)), exists), 1);
      const outside = sum(add(relu(sub(margin, to)), relu(sub(to, size - margin))), 1);
      const walked = mul(squeeze(length, [1]), lengthCost);
      return add(walked, mul(add(depth, outside), depthCost)) as Tensor1D;
    });
}

/** A segment as seen from each circle: along it, and across. */
interface LineAndCircles {
  /** `[B, 1]` */
  readonly length: Tensor2D;
  /** Where the segment begins, counted from the foot of the perpendicular from the centre, `[B, D]`. */
  readonly start: Tensor2D;
  /** Distance of the line from the centre, with a sign, `[B, D]`. */
  readonly across: Tensor2D;
  /** `[B, D]` */
  readonly radius: Tensor2D;
}

function lineAndCircles(name: string, from: Tensor2D, to: Tensor2D, circles: Tensor3D): LineAndCircles {
  const { B, D } = checkShapes(name, { from: [from, 'B 2'], to: [to, 'B 2'], circles: [circles, 'B D 3'] });
  const way = sub(to, from);
  const length = sqrt(add(sum(square(way), 1, { keepDims: true }), TINY)) as Tensor2D;
  const direction = div(way, length);
  const column = (x: Tensor, c: number): Tensor2D => slice(x, [0, c], [B, 1]) as Tensor2D;
  const of = (c: number): Tensor2D => squeeze(slice(circles, [0, 0, c], [B, D, 1]), [2]) as Tensor2D;
  const [dx, dy] = [column(direction, 0), column(direction, 1)];
  const [x, y] = [sub(column(from, 0), of(0)), sub(column(from, 1), of(1))];
  return {
    length,
    start: add(mul(x, dx), mul(y, dy)) as Tensor2D,
    across: sub(mul(x, dy), mul(y, dx)) as Tensor2D,
    radius: of(2),
  };
}
