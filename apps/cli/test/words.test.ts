import { fc, test as property } from '@fast-check/vitest';
import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import {
  describeError,
  FailedError,
  InterruptedError,
  namingFile,
  oneLine,
  UsageError,
} from '../src/errors.ts';
import { parseCount, parseFolder, parsePreset, parseSeed, parseSetting, quote } from '../src/parse.ts';

test('seeds are the integers of 32 bits', () => {
  expect([parseSeed('0'), parseSeed('4294967295')]).toEqual([0, 4294967295]);
  for (const text of ['', '-1', '1.5', '4294967296', '1e3', 'abc', '0x1', ' 1'])
    expect(() => parseSeed(text)).toThrow('--seed must be an integer from 0 to 4294967295, got');
});

test('counts begin with one', () => {
  expect(parseCount('--episodes', '1000')).toBe(1000);
  expect(() => parseCount('--episodes', '0')).toThrow(
    '--episodes must be an integer from 1 to 10000000, got 0',
  );
});

test('a preset that does not exist is answered with all', () => {
  expect(parsePreset('paper')).toBe('paper');
  expect(() => parsePreset('papr')).toThrow(
    '--preset must be one of quick, default, paper, modern, got papr',
  );
});

test('settings are gathered; values may hold anything, names come once', () => {
  expect(parseSetting('b=x=y z', parseSetting('a='))).toEqual({ a: '', b: 'x=y z' });
  expect(() => parseSetting('a=2', { a: '1' })).toThrow('--set a is given twice: 1 and 2');
  for (const text of ['lr', '=1', '']) expect(() => parseSetting(text)).toThrow('--set must be key=value');
});

property.prop([fc.string({ unit: 'binary', maxLength: 100 })], { seed: 4 })(
  'quoted text is bounded, and one line',
  (text) => {
    expect(quote(text)).not.toMatch(/[\n\r\u0000-\u001f]/);
    expect(quote(text).length).toBeLessThan(420);
  },
);

test.each([
  [new UsageError('a', ['b']), ['a', 'b'], 2],
  [new FailedError('a'), ['a'], 1],
  [new InterruptedError('a'), ['a'], 130],
  [
    new CommanderError(
      1,
      'commander.unknownCommand',
      "error: unknown command 'trian'\n(Did you mean train?)",
    ),
    ["unknown command 'trian' (Did you mean train?); saccade --help shows the usage"],
    2,
  ],
  [
    Object.assign(new Error('x'), { syscall: 'write', code: 'ENOSPC', path: 'runs/a' }),
    ['cannot write runs/a: no space left on the disk'],
    1,
  ],
  [new Error('a'), ['a (SACCADE_DEBUG=1 shows where)'], 1],
  ['text', ['text (SACCADE_DEBUG=1 shows where)'], 1],
])('an error becomes lines and an exit code: %s', (error, lines, exitCode) => {
  expect(describeError(error)).toEqual({ lines, exitCode });
});

test('control characters of a name do not reach the terminal', () => {
  expect(oneLine('a\nb\u001b[31m\u2028é')).toBe('a\\u000ab\\u001b[31m\\u2028é');
});

test('text that turns the direction of writing does not either', () => {
  expect(oneLine('a\u202egpj.exe')).toBe('a\\u202egpj.exe');
});

test('of a very long line both ends stay: what is wrong, and the hint', () => {
  const line = oneLine(`unknown command '${'x'.repeat(5000)}'; saccade --help shows the usage`);
  expect(line.length).toBe(400);
  expect(line).toMatch(/^unknown command 'x+ … x+'; saccade --help shows the usage$/);
  expect(oneLine('x'.repeat(400))).toBe('x'.repeat(400));
});

test('an output folder has a name', () => expect(() => parseFolder(' ')).toThrow('--out must be'));

test('an error of the disk names the file, its own or the one it was about', () => {
  const full = () => Object.assign(new Error('x'), { syscall: 'write', code: 'ENOSPC' });
  const caught = (error: Error) => {
    try {
      return namingFile('runs/a', () => {
        throw error;
      });
    } catch (thrown) {
      return describeError(thrown).lines[0];
    }
  };
  expect(caught(full())).toBe('cannot write runs/a: no space left on the disk');
  expect(caught(Object.assign(full(), { path: 'b' }))).toBe('cannot write b: no space left on the disk');
  expect(caught(new Error('other'))).toMatch(/^other/);
});
