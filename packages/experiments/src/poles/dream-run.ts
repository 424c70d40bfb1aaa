import { split, tidy } from '@saccade/math';
import type { Key, StoredTensor, Tensor, Tree } from '@saccade/math';
import type { Checkpoint, Drawing, Metrics, Run } from '../contract/types.ts';
import { checkEpisodes, checkGoesOn, checkKnown, restoredStep } from '../run-checks.ts';
import { drawPole } from './drawings.ts';
import { meanOf, poleJudge } from './judge.ts';
import type { PoleJudge } from './judge.ts';
import { PoleLearner } from './learner.ts';
import type { PoleOptions } from './options.ts';
import { stepsStood } from './world.ts';
import type { PoleWorld } from './world.ts';

/** Two pairs of nets that begin alike: one learns from a single round of random pushes, the other goes back to the world. */
export class DreamRun implements Run {
  readonly #name: string;
  readonly #asleep: PoleLearner;
  readonly #awake: PoleLearner;
  readonly #judge: PoleJudge;

  /** @param key - consumed. */
  constructor(
    name: string,
    world: PoleWorld,
    { asleep, awake }: { readonly asleep: PoleOptions; readonly awake: PoleOptions },
    key: Key,
  ) {
    this.#name = name;
    this.#asleep = new PoleLearner(world, asleep, key);
    this.#awake = new PoleLearner(world, awake, key);
    this.#judge = poleJudge(this.#asleep);
  }

  get totalSteps(): number {
    return this.#asleep.totalSteps + this.#awake.totalSteps;
  }

  get step(): number {
    return this.#asleep.step + this.#awake.step;
  }

  get done(): boolean {
    return this.#asleep.done && this.#awake.done;
  }

  /** The dreamer learns first, then the other. */
  advance(): Metrics {
    checkGoesOn(this.#name, this);
    return (this.#asleep.done ? this.#awake : this.#asleep).advance();
  }

  evaluate(key: Key, episodes: number): Metrics {
    checkEpisodes(this.#name, episodes);
    const [kDreamer, kAwake] = split(key, 2);
    const metrics = this.#judge.judge(kDreamer, episodes);
    const { judging } = this.#awake.world;
    const act = this.#awake.act(this.#awake.controller, episodes);
    const awakeBalanced = meanOf(stepsStood(judging, judging.reset(kAwake, episodes), act));
    return {
      ...metrics,
      awakeBalanced,
      share: metrics.balanced / awakeBalanced,
      awakeWorldSteps: this.#awake.worldSteps,
    };
  }

  draw(key: Key): readonly Drawing[] {
    return drawPole(this.#asleep, key);
  }

  weights(): Tree<Tensor> {
    const nets = [this.#asleep, this.#awake].map(({ model, controller }) => ({ model, controller }));
    return { asleep: nets[0], awake: nets[1] } as unknown as Tree<Tensor>;
  }

  state(): Checkpoint {
    const [asleep, awake] = [this.#asleep.state(), this.#awake.state()];
    return {
      tensors: { ...prefixed('asleep', asleep.tensors), ...prefixed('awake', awake.tensors) },
      metadata: {
        ...{ run: this.#name, step: String(this.step) },
        ...prefixed('asleep', asleep.metadata),
        ...prefixed('awake', awake.metadata),
      },
    };
  }

  restore(checkpoint: Checkpoint): void {
    const step = restoredStep(this.#name, this.totalSteps, checkpoint);
    checkKnown(this.#name, checkpoint.tensors, (what) => /^(asleep|awake)\./.test(what));
    const part = (who: 'asleep' | 'awake'): Checkpoint => ({
      tensors: under<StoredTensor>(who, checkpoint.tensors),
      metadata: under(who, checkpoint.metadata),
    });
    // The dreamer has one round, and is not done before its end.
    const asleepStep = Math.min(step, this.#asleep.totalSteps);
    const [asleep, awake] = tidy(() => [
      this.#asleep.read(`${this.#name}, asleep`, part('asleep'), asleepStep),
      this.#awake.read(`${this.#name}, awake`, part('awake'), step - asleepStep),
    ]);
    this.#asleep.goOnFrom(asleep);
    this.#awake.goOnFrom(awake);
  }

  dispose(): void {
    this.#asleep.dispose();
    this.#awake.dispose();
    this.#judge.dispose();
  }
}

function prefixed<V>(name: string, parts: Readonly<Record<string, V>>): Record<string, V> {
  return Object.fromEntries(Object.entries(parts).map(([key, value]) => [`${name}.${key}`, value]));
}

function under<V>(name: string, parts: Readonly<Record<string, V>>): Record<string, V> {
  const own = Object.entries(parts).filter(([key]) => key.startsWith(`${name}.`));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(name.length + 1), value]));
}
