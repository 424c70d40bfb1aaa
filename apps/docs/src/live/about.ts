// What the page knows about a demo before any worker runs: plain data, so that a page brings no library with it.

/** A thing that the reader may set while a demo runs. */
export type Setting = string | number | boolean;
export type Settings = Readonly<Record<string, Setting>>;

/** Sizes of training that the page offers: those of the command line that end soon. */
export type Preset = 'quick' | 'default';

/** Where a session begins. It is all that a permalink holds: everything else follows from it. */
export interface Start {
  /** The shipped weights, or weights as they are drawn from the seed. */
  readonly from: 'trained' | 'scratch';
  readonly preset: Preset;
  /** A whole number, 0 ≤ seed < 2³². */
  readonly seed: number;
  /** Updates of training after which the reader takes over; a session gets there by training. */
  readonly step: number;
  readonly settings: Settings;
}

/** A curve of training: a metric of the experiment and how the page calls it. */
export interface CurveSpec {
  readonly metric: string;
  readonly label: string;
}

/** How a demo trains. */
export interface Training {
  /** As on the command line: `fovea-goals`. */
  readonly experiment: string;
  /** How the shipped state was made, and its file in `states/`. None: the demo begins from scratch. */
  readonly trained?: {
    readonly file: string;
    readonly preset: Preset | 'modern';
    readonly seed: number;
  };
  readonly presets: readonly Preset[];
  /** Settings that are options of the experiment: to change one begins the training again. */
  readonly options: readonly string[];
  readonly curves: readonly CurveSpec[];
  /** Metrics of the evaluation that the page shows, best known first. */
  readonly figures: readonly string[];
  /** A mark on the curve: the paper's figure, in steps. */
  readonly mark?: { readonly step: number; readonly label: string };
  /** Whether a slice of training waits for a step of the demo, so that the reader sees each; otherwise it goes on at full speed. */
  readonly paced?: boolean;
}

/** A demo, seen from the page. */
export interface About {
  readonly name: string;
  readonly title: string;
  /** Steps a second when nothing else is said. */
  readonly speed: number;
  /** Every setting and its value at first. */
  readonly settings: Settings;
  readonly training?: Training;
}

/** The start of a reader who has chosen nothing. */
export function firstStart({ settings, training }: About): Start {
  const trained = training?.trained;
  return {
    from: trained ? 'trained' : 'scratch',
    preset: training?.presets[0] ?? 'quick',
    seed: trained?.seed ?? 0,
    step: 0,
    settings,
  };
}

/** The command that makes the same run outside of the page; undefined for demos without training. */
export function commandOf({ training }: About, { from, preset, seed, settings }: Start): string | undefined {
  if (!training) return undefined;
  const { experiment, trained, options } = training;
  if (from === 'trained' && trained)
    return `pnpm saccade train ${experiment} --preset ${trained.preset} --seed ${trained.seed}`;
  const set = options.map((name) => ` --set ${name}=${settings[name]}`).join('');
  return `pnpm saccade train ${experiment} --preset ${preset} --seed ${seed}${set}`;
}
