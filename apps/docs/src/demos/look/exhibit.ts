// One fovea in one scene, moved by the controller of a run of `fovea-goals`, while its model says what will be seen.
import { distances, foveaEnvironment, lookBatch, ringRetina } from '@saccade/attention';
import type { Field, FoveaState } from '@saccade/attention';
import { foveaGoals } from '@saccade/experiments';
import { foldIn, tensor, tidy, values } from '@saccade/math';
import type { Tensor2D } from '@saccade/math';
import { makeScene, scenePoint, triangle } from '@saccade/tasks';
import type { Point, Scene } from '@saccade/tasks';
import { act, predictNext } from '@saccade/world-model';
import type { MlpParams } from '@saccade/world-model';
import type { Setting, Settings } from '../../live/about.ts';
import type { Demo, Exhibit, Making } from '../demo.ts';
import { GOALS } from './about.ts';

/** What the page draws. */
export interface LookView {
  readonly fields: readonly Field[];
  /** The object's box: its corner, its side. */
  readonly object: { readonly x: number; readonly y: number; readonly size: number };
  /** Where the goal's point is. */
  readonly target: Point;
  readonly hitRadius: number;
  /** Fixations of this episode, `[(T+1)·2]`. */
  readonly path: Float64Array;
  readonly seen: Float32Array;
  /** What M expected to see here; none at the start of an episode. */
  readonly expected: Float32Array | undefined;
  /** What should be seen at the end. */
  readonly wanted: Float32Array;
  /** Of the last episodes, as many as there were, at most 50. */
  readonly hits: number;
  readonly episodes: number;
}

const SIZE = 100;
const FIELD = 512;
const MOST_SACCADES = 20;
/** Saccades on the point before the next episode: so that it can be seen that the fovea stays. */
const HOLD = 6;
const HIT_RADIUS = 10;
const REMEMBERED = 50;
const MUSCLES = { none: [0, 1, 2, 3], crossed: [0, 1, 3, 2], rim: [0, 1, 2, 3] } as const;
/** Fields of the outermost ring come last. */
const RIM = 12;

export const look: Demo = { experiment: foveaGoals, open: (making) => new LookExhibit(making) };

class LookExhibit implements Exhibit {
  readonly #retina = ringRetina();
  readonly #environment = foveaEnvironment({
    scenes: { sprites: [triangle({ size: SIZE })] },
    retina: this.#retina,
  });
  readonly #making: Making;
  #settings: Record<string, Setting>;
  #episode = 0;
  #state!: FoveaState;
  #path: number[] = [];
  #expected: Float32Array | undefined;
  #held = 0;
  #outcomes: boolean[] = [];

  constructor(making: Making) {
    this.#making = making;
    this.#settings = { ...making.settings };
    this.#begin();
  }

  tick(): void {
    if (this.#held >= HOLD || this.#path.length / 2 > MOST_SACCADES) this.#next();
    const { actions, expected } = this.#decide();
    const order = MUSCLES[this.#settings.break as keyof typeof MUSCLES] ?? MUSCLES.none;
    this.#state = this.#environment.step(
      this.#state,
      Float32Array.from(order, (a) => actions[a]),
    );
    this.#expected = expected;
    this.#path.push(...this.#state.positions);
    this.#held = this.#isAtTarget() ? this.#held + 1 : 0;
  }

  view(): LookView {
    const { x, y } = this.#object;
    return {
      fields: this.#retina.fields,
      object: { x, y, size: SIZE },
      target: this.#target,
      hitRadius: HIT_RADIUS,
      path: Float64Array.from(this.#path),
      seen: this.#seen(),
      expected: this.#expected,
      wanted: this.#wanted(),
      hits: this.#outcomes.filter(Boolean).length,
      episodes: this.#outcomes.length,
    };
  }

  set(name: string, value: Setting): void {
    this.#settings[name] = value;
    if (name !== 'x' && name !== 'y') this.#outcomes = [];
    if ((name === 'x' || name === 'y') && this.#isPlaced()) this.#place();
    this.#held = 0;
  }

  settings(): Settings {
    return { ...this.#settings };
  }

  dispose(): void {}

  get #object() {
    return this.#state.scenes[0].objects[0];
  }

  get #target(): Point {
    const object = this.#object;
    const centre = scenePoint(object);
    const corner = scenePoint(object, GOALS[Number(this.#settings.goal)] ?? GOALS[0]);
    return { x: (centre.x + corner.x) / 2, y: (centre.y + corner.y) / 2 };
  }

  /** What C is told of the view. */
  #seen(): Float32Array {
    const seen = this.#state.observation.slice();
    if (this.#settings.break === 'rim') seen.fill(0, seen.length - RIM);
    return seen;
  }

  #wanted(): Float32Array {
    const { x, y } = this.#target;
    return lookBatch(this.#retina, this.#state.scenes, Float64Array.of(x, y));
  }

  #decide(): { actions: Float32Array; expected: Float32Array } {
    const nets = this.#making.run!.weights() as unknown as { model: MlpParams; controller: MlpParams };
    return tidy(() => {
      const x = row(this.#seen());
      const action = act(nets.controller, x, row(this.#wanted()));
      const expected = values(predictNext(nets.model, row(this.#state.observation), action)) as Float32Array;
      return { actions: values(action) as Float32Array, expected };
    });
  }

  #isAtTarget(): boolean {
    const { x, y } = this.#target;
    return distances(this.#state.positions, Float64Array.of(x, y))[0] <= HIT_RADIUS;
  }

  #next(): void {
    this.#outcomes.push(this.#held > 0);
    if (this.#outcomes.length > REMEMBERED) this.#outcomes.shift();
    this.#episode++;
    this.#begin();
  }

  /** A new start; in the reader's scene if there is one. */
  #begin(): void {
    const drawn = this.#environment.reset(foldIn(this.#making.key, this.#episode), 1);
    this.#state = drawn;
    if (this.#isPlaced()) {
      const away = { x: drawn.positions[0] - this.#object.x, y: drawn.positions[1] - this.#object.y };
      const scene = this.#ownScene();
      const { x, y } = scene.objects[0];
      this.#state = this.#environment.startAt([scene], [x + away.x, y + away.y]);
    }
    this.#path = [...this.#state.positions];
    this.#expected = undefined;
    this.#held = 0;
  }

  #isPlaced(): boolean {
    return Number(this.#settings.x) >= 0 && Number(this.#settings.y) >= 0;
  }

  /** The object has been moved; the fovea is where it was. */
  #place(): void {
    this.#state = this.#environment.startAt([this.#ownScene()], this.#state.positions);
    this.#path = this.#path.slice(-2);
  }

  #ownScene(): Scene {
    const [x, y] = [this.#settings.x, this.#settings.y].map((at) =>
      Math.round(Math.min(Math.max(Number(at), 0), FIELD - SIZE)),
    );
    const { sprite } = this.#object;
    return makeScene({ width: FIELD, height: FIELD, objects: [{ sprite, x, y }], polarity: 'dark' });
  }
}

function row(list: Float32Array): Tensor2D {
  return tensor<Tensor2D>(list, [1, list.length]);
}
