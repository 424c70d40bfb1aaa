import { fc } from '@fast-check/vitest';
import type { Command, Option } from 'commander';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createProgram } from '../src/program.ts';
import { scratchFolder } from './fixtures.ts';
import { inParallel, saccade } from './saccade.ts';

const STACK = /\n\s+at |node:internal|file:\/\//;
const HINT =
  /did you mean|Did you mean|saccade [a-z<-]|must be|there are|is given twice|names seed|the latest in|cannot be used/;

type BadLine = fc.Arbitrary<readonly string[]>;

/** Text that is no name of anything: short or long, of any script, with control characters. */
const junk = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      '\u001b[31mred\u001b[0m',
      '\r\n',
      '\u202Etxt',
      '💥'.repeat(40),
      '{}',
      "'; rm -rf",
      '%s%n',
      '../..',
    ),
    fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 3 }).map((text) => text.repeat(3000)),
  )
  .map((text) => `zz${text.replaceAll('\0', '')}`);

/** Values that a flag may refuse, as its own parser says. */
const VALUES = [
  '',
  ' ',
  '-1',
  '1.5',
  '1e400',
  'NaN',
  '0x10',
  '٣',
  '99999999999',
  'null',
  ',',
  '=',
  'zz',
  'zz=',
  'true',
];
/** Values of which each flag takes some. */
const GOOD_VALUES = ['3', 'quick', 'npz', 'html', 'a.md', 'lr=1', '0..1'];

function accepts({ parseArg }: Option, value: string): boolean {
  try {
    parseArg?.(value, undefined as never);
    return true;
  } catch {
    return false;
  }
}

/** As many words as the command wants at least, none of them right. */
function wrongNames({ registeredArguments }: Command): fc.Arbitrary<string[]> {
  const count = registeredArguments.filter(({ required }) => required).length;
  return fc.array(junk, { minLength: count, maxLength: count });
}

/** What can be wrong with a flag that takes a value. */
function badFlags(command: Command, option: Option): BadLine[] {
  const flag = option.long!;
  const line = (...words: string[]) =>
    wrongNames(command).map((names) => [command.name(), ...names, ...words]);
  const refused = VALUES.filter((value) => !accepts(option, value));
  const good = GOOD_VALUES.find((value) => accepts(option, value));
  return [
    line(flag),
    ...(refused.length > 0 ? [fc.constantFrom(...refused).chain((value) => line(`${flag}=${value}`))] : []),
    ...(good === undefined ? [] : [line(flag, good, flag, good)]),
  ];
}

/** What can be wrong with a command. */
function badCommands(command: Command): BadLine[] {
  const name = command.name();
  const wanted = command.registeredArguments;
  const line = (words: fc.Arbitrary<readonly string[]>): BadLine => words.map((each) => [name, ...each]);
  const tooMany = { minLength: wanted.length + 1, maxLength: wanted.length + 3 };
  return [
    line(fc.tuple(wrongNames(command), junk).map(([names, text]) => [...names, `--${text}`])),
    line(fc.tuple(wrongNames(command), junk).map(([names, text]) => [...names, `-${text}`, `-${text}`])),
    line(fc.array(junk, tooMany)),
    ...(wanted.length > 0 ? [line(fc.tuple(junk))] : []),
    ...(wanted.some(({ required }) => required) ? [line(fc.constant([]))] : []),
    ...command.options.filter(({ required }) => required).flatMap((option) => badFlags(command, option)),
  ];
}

const { commands } = createProgram();
const badProgram: BadLine[] = [
  fc.tuple(junk),
  fc.array(junk, { minLength: 2, maxLength: 4 }),
  fc.tuple(junk.map((text) => `--${text}`)),
];
const badLines = [...badProgram, ...commands.flatMap(badCommands)];
const lines = [
  ...badLines.flatMap((each, index) => fc.sample(each, { seed: 1990 + index, numRuns: 1 })),
  ...fc.sample(fc.oneof(...badLines), { seed: 1993, numRuns: Math.max(0, 100 - badLines.length) }),
];

test('bad command lines are generated for every command and every flag with a value', () => {
  expect(lines.length).toBeGreaterThanOrEqual(100);
  for (const command of commands) {
    const given = lines.filter(([name]) => name === command.name()).flat();
    for (const { long, required } of command.options)
      if (required)
        expect(
          given.some((word) => word.startsWith(long!)),
          `${command.name()} ${long}`,
        ).toBe(true);
    expect(given.length).toBeGreaterThan(0);
  }
});

test(`generated bad command lines (${lines.length}) never show a stack trace, and always exit 2 with a hint`, async () => {
  const cwd = scratchFolder();
  const outcomes = await inParallel(lines, (line) => saccade(line, { cwd }));
  for (const [index, line] of lines.entries()) {
    const { code, stdout, stderr } = outcomes[index]!;
    expect({ line, code, stdout }).toEqual({ line, code: 2, stdout: '' });
    expect(stderr).toMatch(/^saccade: ./);
    expect(stderr).toMatch(HINT);
    expect(stderr).not.toMatch(STACK);
    expect(stderr).toMatch(/^[^\p{Cc}\p{Cf}]*\n([^\p{Cc}\p{Cf}]*\n)?$/u);
    expect(Math.max(...stderr.split('\n').map((text) => text.length))).toBeLessThan(420);
  }
  expect(readdirSync(cwd)).toEqual([]);
}, 120_000);
