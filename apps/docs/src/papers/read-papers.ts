// What the site says of each experiment: its own words, and the table that `saccade compare` makes of the committed results.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plotFigures } from './plot.ts';

/** A figure to reach, as `saccade compare --json` gives it. */
export interface Figure {
  readonly metric: string;
  readonly unit: string;
  readonly doc: string;
  readonly statistic: 'mean' | 'median' | 'worst';
  readonly paper: number | null;
  readonly target: { readonly comparison: string; readonly value: number; readonly source: string };
  readonly ours: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly verdict: 'reached' | 'unclear' | 'missed';
  readonly baselines: Readonly<Record<string, number>>;
}

/** A setting: one preset and what is set beside it. */
export interface Setting {
  readonly experiment: string;
  readonly preset: string;
  readonly overrides: Readonly<Record<string, string | number>>;
  readonly figures: readonly Figure[];
  readonly seeds: readonly number[];
  readonly command: string;
  readonly commit: string;
  readonly wallSeconds: number;
}

export interface ExperimentPage {
  readonly name: string;
  readonly title: string;
  readonly paper: string;
  readonly reproduces: string;
  readonly deviations: readonly string[];
  /** Where it is shown, beside the other papers: `fovea`. */
  readonly page: string;
  readonly settings: readonly Setting[];
  /** One for each metric, as `<svg>`. */
  readonly plots: readonly { readonly metric: string; readonly svg: string }[];
}

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly paper: string;
  readonly reproduces: string;
  readonly deviations: readonly string[];
}

/** Of committed results, what plots need. */
interface CommittedRuns {
  readonly settings: readonly {
    readonly command: string;
    readonly runs: readonly { readonly metrics: Readonly<Record<string, number>> }[];
  }[];
}

/** Every experiment, by name. `root`: of the repository, built. */
export async function readPapers(root: string): Promise<Readonly<Record<string, ExperimentPage>>> {
  const [{ experiments }, { results }] = await Promise.all([
    saccade<{ experiments: readonly Listed[] }>(root, 'list'),
    saccade<{ results: readonly Setting[] }>(root, 'compare'),
  ]);
  const pageOf = await readPages(root);
  const pages = experiments.map(async (listed): Promise<ExperimentPage> => {
    const { name, title, paper, reproduces, deviations } = listed;
    const settings = results.filter(({ experiment }) => experiment === name);
    const runs = settings.length > 0 ? await readRuns(root, name) : { settings: [] };
    const valuesOf = (command: string, metric: string): number[] =>
      (runs.settings.find((each) => each.command === command)?.runs ?? []).map(
        ({ metrics }) => metrics[metric],
      );
    const about = { name, title, paper, reproduces, deviations, page: pageOf[name] };
    return { ...about, settings, plots: plotFigures(settings, valuesOf) };
  });
  return Object.fromEntries((await Promise.all(pages)).map((page) => [page.name, page]));
}

/** Names of pages, by the experiments that they show. */
async function readPages(root: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(root, 'apps', 'docs', 'pages', 'papers');
  const texts = (await readdir(folder)).map(async (file): Promise<[string, string][]> => {
    const text = await readFile(join(folder, file), 'utf8');
    const shown = text.matchAll(/<PaperResults experiment="([^"]*)"/g);
    return Array.from(shown, ([, experiment]) => [experiment, file.replace('.md', '')]);
  });
  return Object.fromEntries((await Promise.all(texts)).flat());
}

async function saccade<T>(root: string, command: string): Promise<T> {
  const main = join(root, 'apps', 'cli', 'dist', 'main.js');
  const { stdout } = await promisify(execFile)(process.execPath, [main, command, '--json'], {
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout);
}

async function readRuns(root: string, experiment: string): Promise<CommittedRuns> {
  const file = join(root, 'packages', 'experiments', 'results', `${experiment}.json`);
  return JSON.parse(await readFile(file, 'utf8'));
}
