// One plane of the reader's making: the S of a run of `subgoals-arena`, which sees discs alone, proposes subgoals; then they slide
// down the gradient of Σ ½ E², a little at each step. This E knows of swamps, too.
import { subgoalsArena } from '@saccade/experiments';
import type { Options } from '@saccade/experiments';
import { bestPlan, chainCosts, discEvaluator, recurrentPlan } from '@saccade/subgoals';
import { refinePlans, staticPlan, swampEvaluator } from '@saccade/subgoals';
import type { Evaluator, GeneratorParams, Situation } from '@saccade/subgoals';
import { add, concat, expandDims, reshape, slice, tensor, tidy, values } from '@saccade/math';
import { cos, sin } from '@saccade/math/portable';
import type { Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@saccade/math';
import { clearances, swampCosts } from '@saccade/tasks';
import type { Setting, Settings } from '../../live/about.ts';
import type { Demo, Exhibit, Making } from '../demo.ts';
import { SIZE, SLOTS } from './about.ts';
import { formatPlane, parsePlane } from './plane.ts';
import type { Circle, Plane } from './plane.ts';

/** What the page draws; places in units of the plane. */
export interface SubgoalsView {
  readonly plane: Plane;
  /** x, y of each subgoal, `[K·2]`. */
  readonly plan: Float32Array;
  /** Where S has put them, `[K·2]`. */
  readonly proposed: Float32Array;
  /** Σ ½ E² of the way. */
  readonly cost: number;
  /** Least distance from a disc; less than 0 where the way goes through one. */
  readonly clearance: number;
  /** Cost of the swamps on the way, and on the straight way. */
  readonly swampCost: number;
  readonly straightSwampCost: number;
}

/** The goal's way when it wanders: radians a step, from where it is at first, this far from the middle. */
const [WALK, START_ANGLE, RADIUS] = [0.006, 0.785, 4];
/** So often S may propose, and is taken where the cost is less than this share. */
const [EVERY, BETTER] = [20, 0.8];
const STEP = { steps: 1, rate: 0.02, longest: 0.06 };

export const subgoals: Demo = {
  experiment: subgoalsArena,
  open: (making) => new SubgoalsExhibit(making),
};

/** E of both kinds of circles: discs in the first slots, as the experiment has them, swamps in the others. */
function evaluatorOf(options: Options): Evaluator {
  const [disc, swamp] = [discEvaluator(options), swampEvaluator()];
  return (from, to, circles) =>
    tidy(() => {
      const part = (at: number): Tensor3D => slice(circles, [0, at, 0], [circles.shape[0], SLOTS, 3]);
      return add<Tensor1D>(disc(from, to, part(0)), swamp(from, to, part(SLOTS)));
    });
}

class SubgoalsExhibit implements Exhibit {
  readonly #making: Making;
  readonly #evaluator: Evaluator;
  #settings: Record<string, Setting>;
  #plane: Plane;
  #plan: Float32Array = new Float32Array(0);
  #proposed: Float32Array = new Float32Array(0);
  #ticks = 0;

  constructor(making: Making) {
    this.#making = making;
    this.#evaluator = evaluatorOf(making.options);
    this.#settings = { ...making.settings };
    this.#plane = parsePlane(this.#settings);
    this.#propose();
  }

  /** While S learns, what it proposes now; afterwards its subgoals slide. */
  tick(): void {
    this.#ticks++;
    if (this.#settings.wander === true) this.#wander();
    if (!this.#making.run!.done) return this.#propose();
    this.#plan = this.#slid();
  }

  view(): SubgoalsView {
    const { start, goal } = this.#plane;
    const ends = {
      size: SIZE,
      starts: Float32Array.of(start.x, start.y),
      goals: Float32Array.of(goal.x, goal.y),
    };
    const discs = { ...ends, circles: this.#slots('disc') };
    const swamps = { ...ends, circles: this.#slots('swamp') };
    return {
      ...{ plane: this.#plane, plan: this.#plan, proposed: this.#proposed, cost: this.#cost() },
      clearance: clearances(discs, this.#plan)[0],
      swampCost: swampCosts(swamps, this.#plan, 1)[0],
      straightSwampCost: swampCosts(swamps, new Float32Array(0), 1)[0],
    };
  }

  set(name: string, value: Setting): void {
    this.#settings[name] = value;
    this.#plane = parsePlane(this.#settings);
    // What is moved by hand leaves the subgoals where they are: they slide on from there.
    if (name === 'count' || name === 'break' || name === 'propose') this.#propose();
  }

  settings(): Settings {
    const { propose: _, ...settings } = { ...this.#settings, ...formatPlane(this.#plane) } as Record<
      string,
      Setting
    >;
    return settings;
  }

  dispose(): void {}

  get #count(): number {
    return Math.min(Math.max(Math.round(Number(this.#settings.count)), 1), 6);
  }

  /** Down the gradient, once. */
  #slid(): Float32Array {
    return tidy(() => {
      const plans = expandDims(this.#asTensor(this.#plan), 1) as Tensor4D;
      const [B, , K] = plans.shape;
      const next = refinePlans(this.#evaluator, this.#situation(), plans, STEP);
      return values<Float32Array>(reshape(next, [B, K, 2]));
    });
  }

  /** The goal walks round the middle; now and then S may put the subgoals elsewhere, where E likes that better. */
  #wander(): void {
    const angle = this.#ticks * WALK + START_ANGLE;
    const goal = { x: SIZE / 2 + RADIUS * cos(angle), y: SIZE / 2 + RADIUS * sin(angle) };
    this.#plane = { ...this.#plane, goal };
    if (this.#ticks % EVERY !== 0) return;
    const [plan, proposed, cost] = [this.#plan, this.#proposed, this.#cost()];
    this.#propose();
    if (this.#cost() <= BETTER * cost) return;
    this.#plan = plan;
    this.#proposed = proposed;
  }

  #cost(): number {
    return tidy(() => values(chainCosts(this.#evaluator, this.#situation(), this.#asTensor(this.#plan)))[0]);
  }

  #propose(): void {
    this.#proposed = this.#settings.break === 'straight' ? this.#straight() : this.#generated();
    this.#plan = this.#proposed;
  }

  /** What E likes best of the proposals of S and the straight way: S has never seen a plane where nothing was in the way. */
  #generated(): Float32Array {
    const params = this.#making.run!.weights() as unknown as GeneratorParams;
    return tidy(() => {
      const situation = this.#situation();
      const straight = expandDims(this.#asTensor(this.#straight()), 1) as Tensor4D;
      const planner = this.#making.options.generator === 'recurrent' ? recurrentPlan : staticPlan;
      const plans = concat<Tensor4D>([planner(params, this.#situation('discs'), this.#count), straight], 1);
      return values<Float32Array>(bestPlan(this.#evaluator, situation, plans));
    });
  }

  /** Evenly on the straight way; a hair beside it, where the gradient does not vanish by symmetry. */
  #straight(): Float32Array {
    const { start, goal } = this.#plane;
    return Float32Array.from({ length: 2 * this.#count }, (_, i) => {
      const share = (Math.floor(i / 2) + 1) / (this.#count + 1);
      return i % 2 === 0 ? start.x + share * (goal.x - start.x) + 0.01 : start.y + share * (goal.y - start.y);
    });
  }

  #asTensor(plan: Float32Array): Tensor3D {
    return tensor<Tensor3D>(plan, [1, plan.length / 2, 2]);
  }

  #slots(kind: Circle['kind']): Float32Array {
    const slots = new Float32Array(SLOTS * 3);
    const own = this.#plane.circles.filter((circle) => circle.kind === kind).slice(0, SLOTS);
    own.forEach(({ x, y, radius }, i) => slots.set([x, y, radius], 3 * i));
    return slots;
  }

  #seen(kind: Circle['kind']): Float32Array {
    return this.#settings.break === `${kind}s` ? new Float32Array(SLOTS * 3) : this.#slots(kind);
  }

  /** As E sees it, or with discs alone, as S does. */
  #situation(seen: 'all' | 'discs' = 'all'): Situation {
    const { start, goal } = this.#plane;
    const kinds = seen === 'all' ? (['disc', 'swamp'] as const) : (['disc'] as const);
    return {
      start: tensor<Tensor2D>([start.x, start.y], [1, 2]),
      goal: tensor<Tensor2D>([goal.x, goal.y], [1, 2]),
      circles: concat<Tensor3D>(
        kinds.map((kind) => tensor<Tensor3D>(this.#seen(kind), [1, SLOTS, 3])),
        1,
      ),
    };
  }
}
