// A demo that runs: it trains, steps, and hands frames over, one at a time, as fast as the page draws them.
import { openRun, resolveOptions, runKeys, weightsSha256 } from '@saccade/experiments';
import type { Options, OptionValue, Run } from '@saccade/experiments';
import { foldIn, key, readSafetensors, start as startMath, tensorCount } from '@saccade/math';
import type { Demo, Exhibit } from '../demos/demo.ts';
import type { About, Setting, Start } from './about.ts';
import type { Frame, Reply, Slice } from './protocol.ts';

/** Steps that are late are made up for, for so many milliseconds at a time. */
const BUDGET_MS = 12;
const FRAME_MS = 15;
/** As the command line judges, when nothing else is said. */
const EPISODES = 1000;

export class Session {
  readonly #about: About;
  readonly #start: Start;
  readonly #exhibit: Exhibit;
  readonly #run: Run | undefined;
  readonly #post: (reply: Reply) => void;
  #slices: Slice[] = [];
  #ticks = 0;
  #speed: number;
  #playing = false;
  #looping = false;
  #closed = false;
  #drawn = true;
  #judged = false;
  #lastFrame = 0;
  #nextTick = 0;
  #trainedFor = 0;

  private constructor(
    about: About,
    start: Start,
    made: { run: Run | undefined; exhibit: Exhibit },
    post: (reply: Reply) => void,
  ) {
    this.#about = about;
    this.#start = start;
    this.#run = made.run;
    this.#exhibit = made.exhibit;
    this.#post = post;
    this.#speed = about.speed;
  }

  /**
   * Opens a demo where `start` says, and shows its first frame.
   * @param state - a checkpoint, for starts from a trained state.
   */
  static async open(
    { about, demo }: { readonly about: About; readonly demo: Demo },
    start: Start,
    state: Uint8Array | undefined,
    post: (reply: Reply) => void,
  ): Promise<Session> {
    await startMath();
    const { run, options } = await runOf(about, demo, start, state);
    const { settings, seed } = start;
    const exhibit = demo.open({ run, options, settings, key: foldIn(key(seed), EXHIBIT) });
    const session = new Session(about, start, { run, exhibit }, post);
    await session.#catchUp();
    session.#show();
    await session.#judge();
    return session;
  }

  play(): void {
    this.#playing = true;
    this.#nextTick = performance.now();
    void this.#loop();
  }

  pause(): void {
    this.#playing = false;
    this.#show();
  }

  step(): void {
    this.#playing = false;
    if (this.#isTraining()) this.#train();
    this.#tick();
    this.#show();
    void this.#judge();
  }

  speed(value: number): void {
    this.#speed = value;
    this.#nextTick = performance.now();
  }

  set(name: string, value: Setting): void {
    this.#exhibit.set(name, value);
    if (!this.#playing) this.#show();
  }

  drawn(): void {
    this.#drawn = true;
  }

  close(): void {
    this.#playing = false;
    this.#closed = true;
    this.#exhibit.dispose();
    this.#run?.dispose();
  }

  /** Trains as far as the start asks for, in one piece. */
  async #catchUp(): Promise<void> {
    while (!this.#closed && this.#isTraining() && this.#run!.step < this.#start.step) {
      this.#train();
      this.#showSometimes();
      await rest(0);
    }
  }

  async #loop(): Promise<void> {
    if (this.#looping) return;
    this.#looping = true;
    try {
      while (this.#playing && !this.#closed) await this.#turn();
    } catch (error) {
      this.#playing = false;
      this.#post({ type: 'error', message: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#looping = false;
    }
  }

  async #turn(): Promise<void> {
    const free = this.#isTraining() && !this.#about.training?.paced;
    if (free) this.#train();
    const begin = performance.now();
    while (performance.now() >= this.#nextTick && performance.now() - begin < BUDGET_MS) {
      if (this.#isTraining() && !free) this.#train();
      this.#tick();
      this.#nextTick += 1000 / this.#speed;
    }
    // What could not be made up for is dropped.
    this.#nextTick = Math.max(this.#nextTick, performance.now() - 1000 / this.#speed);
    this.#showSometimes();
    await this.#judge();
    await rest(free ? 0 : Math.min(Math.max(this.#nextTick - performance.now(), 0), FRAME_MS));
  }

  #isTraining(): boolean {
    return this.#run !== undefined && !this.#run.done;
  }

  #train(): void {
    const run = this.#run!;
    const begin = performance.now();
    const metrics = run.advance();
    this.#trainedFor += performance.now() - begin;
    this.#slices.push({ step: run.step, metrics });
  }

  #tick(): void {
    this.#exhibit.tick();
    this.#ticks++;
  }

  #showSometimes(): void {
    if (this.#drawn && performance.now() - this.#lastFrame >= FRAME_MS) this.#show();
  }

  #show(): void {
    if (this.#closed) return;
    const run = this.#run;
    const frame: Frame = {
      type: 'frame',
      ticks: this.#ticks,
      playing: this.#playing,
      view: this.#exhibit.view(),
      settings: this.#exhibit.settings(),
      progress: run && { step: run.step, totalSteps: run.totalSteps, done: run.done },
      slices: this.#slices,
      memory: { tensors: tensorCount() },
    };
    this.#slices = [];
    this.#drawn = false;
    this.#lastFrame = performance.now();
    this.#post(frame);
  }

  /** Once, when the training is over: by the same episodes as `saccade train`. */
  async #judge(): Promise<void> {
    if (this.#judged || !this.#run?.done) return;
    this.#judged = true;
    const weights = await weightsSha256(this.#run.weights());
    if (this.#start.from === 'trained') return this.#post({ type: 'result', weightsSha256: weights });
    const metrics = this.#run.evaluate(runKeys(this.#start.seed).evaluation, EPISODES);
    this.#post({ type: 'result', weightsSha256: weights, metrics, seconds: this.#trainedFor / 1000 });
  }
}

/** Keeps what chance decides in exhibits apart from what it decides in training. */
const EXHIBIT = 0x5ee;

async function runOf(
  { training }: About,
  { experiment }: Demo,
  start: Start,
  state: Uint8Array | undefined,
): Promise<{ readonly run: Run | undefined; readonly options: Options }> {
  if (!training || !experiment) return { run: undefined, options: {} };
  if (start.from === 'trained' && training.trained && state) {
    const { preset, seed } = training.trained;
    const options = resolveOptions(experiment, preset);
    const { tensors, metadata = {} } = readSafetensors(state);
    return { options, run: await openRun(experiment, options, { seed, checkpoint: { tensors, metadata } }) };
  }
  const set = training.options.map((name) => [name, start.settings[name] as OptionValue]);
  const options = resolveOptions(experiment, start.preset, Object.fromEntries(set));
  return { options, run: await openRun(experiment, options, { seed: start.seed }) };
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
