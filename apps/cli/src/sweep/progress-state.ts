import type { Tick } from '../terminal/progress.ts';
import type { Job } from './jobs.ts';
import type { JobOutcome } from './scheduler.ts';

/** A job that runs. */
export interface RunningJob {
  readonly job: Job;
  /** When it began, in seconds of the sweep's clock. */
  readonly since: number;
  /** Its first word, which says how many seconds it had been trained before, and its latest. */
  readonly ticks?: readonly [first: Tick, latest: Tick];
}

/** How far a sweep is. */
export interface SweepState {
  readonly total: number;
  /** With those that were done before the sweep was started again. */
  readonly done: number;
  /** Failed, or stopped at their time limit. */
  readonly failed: number;
  readonly running: readonly RunningJob[];
  /** Seconds that each job which ended took, all its parts together. */
  readonly durations: readonly number[];
}

/** A sweep of `total` jobs of which `done` need not run any more. */
export function newState(total: number, done: number): SweepState {
  return { total, done, failed: 0, running: [], durations: [] };
}

/** A job begins at `now`, in seconds of the sweep's clock. */
export function withStarted(state: SweepState, job: Job, now: number): SweepState {
  return { ...state, running: [...state.running, { job, since: now }] };
}

/** A job says how far it is. */
export function withTick(state: SweepState, job: Job, tick: Tick): SweepState {
  const running = state.running.map((each) =>
    each.job.id === job.id ? { ...each, ticks: [each.ticks?.[0] ?? tick, tick] as const } : each,
  );
  return { ...state, running };
}

/** A job ends at `now`. */
export function withFinished(state: SweepState, job: Job, { status }: JobOutcome, now: number): SweepState {
  const ended = state.running.find((each) => each.job.id === job.id)!;
  const running = state.running.filter((each) => each !== ended);
  if (status === 'interrupted') return { ...state, running };
  const durations = [...state.durations, now - ended.since + (ended.ticks?.[0].seconds ?? 0)];
  if (status === 'done') return { ...state, running, done: state.done + 1, durations };
  return { ...state, running, failed: state.failed + 1, durations };
}

/** The share of a job's steps that is done, 0 to 1. */
export function share({ step, totalSteps }: Tick): number {
  return totalSteps === 0 ? 1 : Math.min(1, step / totalSteps);
}

/**
 * Seconds until the last job has ended; undefined while nothing is known. A job that runs goes on as it went so far, one
 * that waits takes as long as those before it.
 * @param workers - jobs that run side by side.
 */
export function timeLeft(state: SweepState, workers: number): number | undefined {
  const { total, done, failed, running, durations } = state;
  const wholes = running.map(wholeSeconds);
  const known = durations.length > 0 ? durations : wholes.filter((each) => each !== undefined);
  if (known.length === 0) return undefined;
  const usual = sum(known) / known.length;
  const left = running.map(({ ticks }, index) => {
    const whole = wholes[index];
    return whole === undefined ? usual : whole * (1 - share(ticks![1]));
  });
  const waiting = total - done - failed - running.length;
  const soonest = running.length < workers ? 0 : Math.min(...left);
  const lastOfWaiting = waiting > 0 ? soonest + usual : 0;
  return Math.max((sum(left) + waiting * usual) / workers, lastOfWaiting, ...left);
}

/** Seconds that the whole training of a job takes at the rate so far; undefined before its first word. */
function wholeSeconds({ ticks }: RunningJob): number | undefined {
  const latest = ticks?.[1];
  return latest && latest.step > 0 ? latest.seconds / share(latest) : undefined;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
