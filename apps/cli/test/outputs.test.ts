import type { Command } from 'commander';
import { beforeAll, expect, test, vi } from 'vitest';
import { createProgram } from '../src/program.ts';
import { scratchFolder } from './fixtures.ts';
import { inParallel, saccade } from './saccade.ts';
import { hasTerminal, onTerminal, shownLines } from './terminal.ts';

const SMALL = ['--preset', 'quick', '--set', 'modelUpdates=200', 'updates=40'];

/** A short line of each command that does something; `out` is a place that nothing else uses. */
const LINES: Readonly<Record<string, (out: string) => readonly string[]>> = {
  list: () => ['list'],
  train: (out) => ['train', 'fovea', ...SMALL, '--out', out],
  resume: () => ['resume', 'run'],
  eval: () => ['eval', 'run', '--episodes', '20'],
  report: () => ['report', 'run'],
  sweep: (out) => ['sweep', 'fovea', '--seeds', '0,1', ...SMALL, '--out', out],
  compare: () => ['compare'],
  export: (out) => ['export', 'run', '--format', 'npz', '--out', `${out}.npz`],
  demo: (out) => ['demo', '--out', out],
  bench: () => ['bench', '--only', 'policy-b1', '--seconds', '1'],
  doctor: () => ['doctor'],
};
/** They take many seconds: demo is tried as JSON only, bench in bench.test.ts. */
const SLOW = ['demo', 'bench'];

vi.setConfig({ testTimeout: 120_000 });
const cwd = scratchFolder();
const { commands } = createProgram();
const doing = commands.filter((command) => command.name() !== 'help');
const quick = doing.filter((command) => !SLOW.includes(command.name()));
const has = (flag: string) => (command: Command) => command.options.some(({ long }) => long === flag);

/** What each command printed in a pipe. */
const piped = new Map<string, string>();
let outs = 0;
const lineOf = (command: Command): readonly string[] => LINES[command.name()]!(`out${outs++}`);

beforeAll(async () => {
  await saccade(['train', 'fovea', ...SMALL, '--out', 'run'], { cwd });
}, 60_000);

test('every command is tried here', () => {
  expect(doing.map((command) => command.name()).filter((name) => !(name in LINES))).toEqual([]);
});

test('in a pipe there are words but neither colours nor bars', async () => {
  const outcomes = await inParallel(quick, (command) => saccade(lineOf(command), { cwd }));
  for (const [index, { code, stdout, stderr }] of outcomes.entries()) {
    expect({ command: quick[index]!.name(), code }).toEqual({ command: quick[index]!.name(), code: 0 });
    piped.set(quick[index]!.name(), stdout);
    expect(stdout).toMatch(/\S/);
    expect(stdout + stderr).not.toMatch(/\u001b|\r/);
  }
});

test('--json prints one object on stdout, and only JSON lines on stderr', async () => {
  expect(doing.filter((command) => !has('--json')(command))).toEqual([]);
  const able = doing.filter((command) => command.name() !== 'bench');
  const outcomes = await inParallel(able, (command) => saccade([...lineOf(command), '--json'], { cwd }));
  for (const [index, { code, stdout, stderr }] of outcomes.entries()) {
    expect({ command: able[index]!.name(), code }).toEqual({ command: able[index]!.name(), code: 0 });
    expect(stdout).toMatch(/^\{.*\}\n$/);
    for (const line of [stdout, ...stderr.split('\n').filter((each) => each !== '')]) JSON.parse(line);
  }
});

test('--quiet prints the answer alone', async () => {
  const able = quick.filter(has('--quiet'));
  const outcomes = await inParallel(able, (command) => saccade([...lineOf(command), '--quiet'], { cwd }));
  for (const [index, { code, stdout, stderr }] of outcomes.entries()) {
    const name = able[index]!.name();
    expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: '' });
    expect(stdout).toMatch(/\S/);
    expect(stdout.length, name).toBeLessThan(piped.get(name)!.length);
  }
});

test.runIf(hasTerminal)(
  'with NO_COLOR a terminal shows no colours, and no line is wider than sixty columns',
  async () => {
    const outcomes = await inParallel(quick, (command) =>
      onTerminal(lineOf(command), 60, { cwd, env: { NO_COLOR: '1' } }),
    );
    for (const [index, { code, stdout }] of outcomes.entries()) {
      expect({ command: quick[index]!.name(), code }).toEqual({ command: quick[index]!.name(), code: 0 });
      expect(stdout).not.toMatch(/\u001b\[[0-9;]*m/);
      expect(shownLines(stdout).filter((line) => [...line].length > 60)).toEqual([]);
    }
  },
);

test.runIf(hasTerminal)('a terminal of eighty columns shows colours, and no line that is wider', async () => {
  const outcomes = await inParallel(quick, (command) => onTerminal(lineOf(command), 80, { cwd }));
  for (const { stdout } of outcomes)
    expect(shownLines(stdout).filter((line) => [...line].length > 80)).toEqual([]);
  const coloured = quick.filter((_, index) => outcomes[index]!.stdout.includes('\u001b[1m'));
  const names = coloured.map((command) => command.name());
  expect(names).toEqual(expect.arrayContaining(['list', 'train', 'eval', 'compare']));
});

/** The help of a command, as a terminal of this width shows it. */
function helpOf(command: Command, width: number): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => width });
  command.outputHelp();
  return text;
}

test.each([80, 60])(
  'the help of every command keeps to %d columns, and shows an example of itself',
  (width) => {
    for (const command of commands) {
      const help = helpOf(command, width);
      expect(help.split('\n').filter((line) => line.length > width)).toEqual([]);
      expect(help).toContain(`\nExamples:\n  $ saccade ${command.name()}`);
      for (const [, example] of help.matchAll(/^ {2}\$ saccade (.*)$/gm))
        expect(example!.split(' ')[0]).toBe(command.name());
    }
  },
);

test('examples in the help are lines that the command takes', () => {
  for (const command of commands) {
    for (const [, example] of helpOf(command, 80).matchAll(/^ {2}\$ saccade \S+ ?(.*)$/gm)) {
      const words = example!.split(' ').filter((word) => word !== '');
      const { unknown } = createProgram()
        .commands.find((each) => each.name() === command.name())!
        .parseOptions(words);
      expect(unknown, example).toEqual([]);
    }
  }
});
