import type { Contender } from './types.ts';

/** How long to measure, and who hears of it. */
export interface MeasureOptions {
  /** Time to spend, in seconds; the fewest rounds may take longer. */
  readonly seconds: number;
  /** Between rounds: says how many are done, and may throw to stop. */
  readonly onRound?: (rounds: number) => void;
}

export interface Measured {
  /** Median over the rounds, by contender: seconds of one call. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Turns of those that have not had fewer, being slow. */
  readonly rounds: number;
}

/** What one contender does before the next has its turn, in seconds. */
const SLICE = 0.05;
const FEWEST_ROUNDS = 3;
const MOST_ROUNDS = 200;
/** Contenders whose calls are longer than this, in seconds, have no more turns than they must, the first while warming up. */
const SLOW = 1;
/** Calls shorter than this, in seconds, are preceded in each slice by one that is not timed. */
const LONGEST_UNTIMED = 0.3;

/**
 * Times contenders in turns, a slice each: first, second, …, first, second, … What else the machine does meanwhile hits all
 * of them alike, so that ratios hold where times do not.
 */
export async function measure(
  contenders: Readonly<Record<string, Contender>>,
  { seconds, onRound }: MeasureOptions,
): Promise<Measured> {
  const end = performance.now() + seconds * 1000;
  const racers = [];
  for (const [name, contender] of Object.entries(contenders)) {
    const guess = await warmUp(contender);
    racers.push({ name, contender, guess, times: guess > SLOW ? [guess] : [] });
    await roomForSignals();
  }
  let rounds = 0;
  while (rounds < FEWEST_ROUNDS || (rounds < MOST_ROUNDS && performance.now() < end)) {
    for (const { contender, guess, times } of racers) {
      const usual = times.length > 0 ? median(times) : guess;
      if (usual > SLOW && times.length >= FEWEST_ROUNDS) continue;
      const calls = Math.max(1, Math.round(SLICE / usual));
      times.push((await contender.time(calls, usual < LONGEST_UNTIMED ? 1 : 0)) / calls);
    }
    await roomForSignals();
    rounds++;
    onRound?.(rounds);
  }
  return { rounds, seconds: Object.fromEntries(racers.map(({ name, times }) => [name, median(times)])) };
}

/** More and more calls until they fill a slice. Returns the seconds of one, roughly. */
async function warmUp(contender: Contender): Promise<number> {
  for (let calls = 1; ; calls *= 2) {
    const seconds = await contender.time(calls, 0);
    if (seconds >= SLICE) return seconds / calls;
  }
}

/** Synchronous contenders would leave no moment in which a signal is heard. */
function roomForSignals(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** The middle one, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
