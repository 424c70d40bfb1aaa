// A pole on a cart, balanced by the C of a run of `pole-non-markov`, and the same C in M's dream of it: both begin with the same
// observation, and the dream goes on without seeing any more.
import { poleNets, poleNonMarkov } from '@saccade/experiments';
import type { PoleControllerParams, PoleModelParams, PoleNets, PoleOptions } from '@saccade/experiments';
import {
  compile,
  disposeTree,
  foldIn,
  mapTree,
  reshape,
  split,
  tensor,
  tidy,
  uniformValues,
  values,
} from '@saccade/math';
import type { Key, Tensor, Tensor2D, Tree } from '@saccade/math';
import { cartPole } from '@saccade/tasks';
import type { CartPoleState } from '@saccade/tasks';
import { dream, dreamStart } from '@saccade/world-model';
import type { DreamState } from '@saccade/world-model';
import type { Setting, Settings } from '../../live/about.ts';
import type { Demo, Exhibit, Making } from '../demo.ts';
import { SHOWN, TILT, TRACK } from './about.ts';

/** A cart, as it is drawn. */
export interface Cart {
  /** m to the right of the middle. */
  readonly x: number;
  /** Degrees to the right of upright. */
  readonly tilt: number;
  /** −1..1: how it was pushed last. */
  readonly action: number;
  /** The pole has fallen, or the cart left the track; in a dream: M foretells that it hurts. */
  readonly hasFailed: boolean;
}

/** What the page draws. */
export interface WorldView {
  readonly real: Cart;
  readonly dreamt: Cart;
  /** Steps since the pole began to stand, in the world and in the dream. */
  readonly stood: number;
  readonly dreamtFor: number;
  readonly longest: number;
  readonly falls: number;
  /** The last steps, x and tilt of each in turn, `[T·2]`. */
  readonly realTrace: Float32Array;
  readonly dreamtTrace: Float32Array;
  /** Pushes of the reader, 1 to the right, −1 to the left, `[T]`. */
  readonly pushes: Int8Array;
}

type Mind = DreamState<Tree<Tensor>, Tree<Tensor>>;

/** A step, as it was. */
interface Moment {
  readonly real: Cart;
  readonly dreamt: Cart;
  readonly push: number;
}

const RADIANS = 3.141592653589793 / 180;
/** Time of a step, s. */
const DT = 0.02;
/** Steps that a failure is shown. */
const HOLD = 40;
/** Steps between looks, with `looks: second`. */
const SECOND = 50;
/** Steps between gusts. */
const GUST = 150;
/** Numbers of an observation, and where θ̇ is in a motion. */
const [X, TURN] = [2, 3];
/** Beyond this share of where it fails in the world a dream is over, whether M foretells pain or not. */
const LOST = 1;

export const world: Demo = { experiment: poleNonMarkov, open: (making) => new WorldExhibit(making) };

class WorldExhibit implements Exhibit {
  readonly #making: Making;
  readonly #nets: PoleNets;
  readonly #environment = cartPole({ observed: 'positions', rewards: 'kinds', limit: 2 ** 30 });
  /** A step of both nets while they see, before the world answers; and a step of the dream. */
  readonly #watch;
  readonly #sleep;
  readonly #starts: Key;
  readonly #gusts: Key;
  #settings: Record<string, Setting>;
  #real!: CartPoleState;
  #realCart!: Cart;
  #dreamtCart!: Cart;
  /** What both nets carry along, seeing the world, and what they carry along in the dream. */
  #awake: Mind | undefined;
  #asleep: Mind | undefined;
  #trace: Moment[] = [];
  #push = 0;
  #ticks = 0;
  #episodes = 0;
  #falls = 0;
  #longest = 0;
  #dreamtFor = 0;
  /** Steps for which a failure has been shown. */
  readonly #shown = { real: 0, dreamt: 0 };

  constructor(making: Making) {
    this.#making = making;
    this.#settings = { ...making.settings };
    const nets = poleNets(making.options as unknown as PoleOptions, X);
    this.#nets = nets;
    this.#watch = compile((model: PoleModelParams, controller: PoleControllerParams, mind: Mind) => {
      const { observation: x } = mind;
      const [memory, z] = nets.controller.step(controller, mind.controller, x);
      const action = nets.controller.actSurely(z);
      const [state] = nets.model.step(model, mind.state, { observation: x }, action);
      return { action, state, controller: memory };
    });
    this.#sleep = compile((model: PoleModelParams, controller: PoleControllerParams, mind: Mind) =>
      dream(nets, { model, controller }, mind, { steps: 1 }),
    );
    [this.#starts, this.#gusts] = split(making.key, 2);
    this.#begin();
  }

  tick(): void {
    this.#ticks++;
    if (this.#settings.gusts === true && this.#ticks % GUST === 0) this.#push = this.#gust();
    if (this.#realCart.hasFailed && ++this.#shown.real > HOLD) this.#begin();
    if (this.#dreamtCart.hasFailed && ++this.#shown.dreamt > HOLD) this.#look();
    if (this.#isDue()) this.#look();
    const push = this.#push * Number(this.#settings.strength);
    if (!this.#realCart.hasFailed) this.#live(push);
    if (!this.#dreamtCart.hasFailed) this.#dream(push);
    this.#trace.push({ real: this.#realCart, dreamt: this.#dreamtCart, push: this.#push });
    if (this.#trace.length > SHOWN) this.#trace.shift();
    this.#push = 0;
  }

  view(): WorldView {
    const line = (of: 'real' | 'dreamt'): Float32Array =>
      Float32Array.from(this.#trace.flatMap(({ [of]: { x, tilt } }) => [x, tilt]));
    return {
      ...{ real: this.#realCart, dreamt: this.#dreamtCart },
      ...{ stood: this.#real.steps[0], longest: this.#longest, falls: this.#falls },
      dreamtFor: this.#dreamtFor,
      ...{ realTrace: line('real'), dreamtTrace: line('dreamt') },
      pushes: Int8Array.from(this.#trace, ({ push }) => push),
    };
  }

  set(name: string, value: Setting): void {
    if (name === 'push') {
      this.#push = Math.sign(Number(value));
      return;
    }
    this.#settings[name] = value;
    if (name !== 'break') return;
    this.#falls = 0;
    this.#longest = 0;
  }

  settings(): Settings {
    return { ...this.#settings };
  }

  dispose(): void {
    for (const mind of [this.#awake, this.#asleep]) disposeTree(mind);
    this.#watch.dispose();
    this.#sleep.dispose();
  }

  get #params(): { readonly model: PoleModelParams; readonly controller: PoleControllerParams } {
    return this.#making.run!.weights() as unknown as {
      model: PoleModelParams;
      controller: PoleControllerParams;
    };
  }

  /** To one side or the other. */
  #gust(): number {
    const [side] = uniformValues(foldIn(this.#gusts, this.#ticks), 1);
    return side < 0.5 ? -1 : 1;
  }

  /** A new pole, of which nothing has been seen but where it is. */
  #begin(): void {
    this.#real = this.#environment.reset(foldIn(this.#starts, this.#episodes++), 1);
    this.#realCart = cartOf(this.#real.observation, 0, false);
    this.#awake = this.#instead(this.#awake, () =>
      dreamStart(this.#nets, this.#params, { observation: this.#seen() }),
    );
    this.#shown.real = 0;
    this.#look();
  }

  /** The dream goes on from what is really seen. */
  #look(): void {
    if (this.#realCart.hasFailed) return;
    this.#asleep = this.#instead(this.#asleep, () => mapTree((t) => reshape(t, t.shape), this.#awake!));
    this.#dreamtCart = this.#realCart;
    this.#dreamtFor = 0;
    this.#shown.dreamt = 0;
  }

  #isDue(): boolean {
    const { looks } = this.#settings;
    return looks === 'always' || (looks === 'second' && this.#ticks % SECOND === 0);
  }

  /** A step of the world: C acts, M watches. */
  #live(push: number): void {
    const { model, controller } = this.#params;
    this.#awake = this.#instead(this.#awake, (before) => {
      const { action, ...after } = this.#watch(model, controller, before);
      this.#act(values(action)[0], push);
      return this.#remembered({ observation: this.#seen(), ...after });
    });
  }

  #act(action: number, push: number): void {
    const motion = Float64Array.from(this.#real.motion);
    motion[TURN] += push;
    const crossed = this.#settings.break === 'crossed' ? -action : action;
    this.#real = this.#environment.step({ ...this.#real, motion }, Float32Array.of(crossed));
    this.#realCart = cartOf(this.#real.observation, crossed, this.#real.terminated[0] === 1);
    this.#longest = Math.max(this.#longest, this.#real.steps[0]);
    if (this.#realCart.hasFailed) this.#falls++;
  }

  /** A step of the dream. A push shows in it as it would in the world: the pole is seen a little further on. */
  #dream(push: number): void {
    const { model, controller } = this.#params;
    const shove = (push * DT) / (TILT * RADIANS);
    this.#asleep = this.#instead(this.#asleep, (before) => {
      const { observations, actions, feelings, end } = this.#sleep(model, controller, before);
      const [x, tilt] = values(observations);
      const hurts = values(feelings).some((logit) => logit > 0);
      const place = [x, tilt + shove];
      this.#dreamtCart = cartOf(
        place,
        values(actions)[0],
        hurts || !place.every((at) => Math.abs(at) < LOST),
      );
      return this.#remembered({ ...end, observation: tensor<Tensor2D>(place, [1, X]) });
    });
    this.#dreamtFor++;
  }

  /** What the nets still know of it at the next step. */
  #remembered(mind: Mind): Mind {
    const { break: broken } = this.#settings;
    if (broken !== 'model' && broken !== 'memory') return mind;
    const part = broken === 'model' ? 'state' : 'controller';
    return { ...mind, [part]: dreamStart(this.#nets, this.#params, mind)[part] };
  }

  #seen(): Tensor2D {
    return tensor<Tensor2D>(this.#real.observation, [1, X]);
  }

  /** A mind in the place of another one, whose tensors are freed. */
  #instead<Before extends Mind | undefined>(
    before: Before,
    think: (before: NonNullable<Before>) => Mind,
  ): Mind {
    const after = tidy(() => think(before!));
    disposeTree(before);
    return after;
  }
}

/** @param place - x and tilt, in shares of where it fails. */
function cartOf([x, tilt]: ArrayLike<number> & Iterable<number>, action: number, hasFailed: boolean): Cart {
  return { x: x * TRACK, tilt: tilt * TILT, action, hasFailed };
}
