import { expect, test } from 'vitest';
import { formatDuration, formatNumber, metricWords } from '../src/terminal/format.ts';
import { outputFor } from '../src/terminal/output.ts';
import { barLine, barProgress, jsonProgress } from '../src/terminal/progress.ts';
import { styleFor, textWidth } from '../src/terminal/style.ts';
import { tableLines } from '../src/terminal/table.ts';
import { memoryStream } from './fixtures.ts';

const plain = styleFor(memoryStream());
const tick = { step: 250, totalSteps: 1000, seconds: 5, metrics: { loss: 0.01234 } };

test.each([
  [0, '0'],
  [1, '1'],
  [12345, '12,345'],
  [0.98, '0.98'],
  [3.5217, '3.522'],
  [0.012345, '0.0123'],
  [1234.5, '1,235'],
  [0.00001234, '1.23e-5'],
  [-2.5, '-2.5'],
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [2e20, '2e+20'],
])('the number %d reads %s', (value, text) => expect(formatNumber(value)).toBe(text));

test.each([
  [0.04, '0.0 s'],
  [8.24, '8.2 s'],
  [59.4, '59 s'],
  [65, '1 min 05 s'],
  [7380, '2 h 03 min'],
])('%d seconds read %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

test('a metric reads as words', () => expect(metricWords('meanSaccadesM2')).toBe('mean saccades m2'));

test('columns of a table stand under their headings, whatever the colours', () => {
  const coloured = styleFor(memoryStream({ isTTY: true, hasColors: () => true }));
  const rows = [
    ['hit rate', coloured.good('0.98')],
    ['saccades', undefined],
  ];
  const lines = tableLines([{ title: 'metric' }, { title: 'value', align: 'right' }], rows, coloured);
  expect(lines.map(textWidth)).toEqual([15, 15, 15, 15]);
  expect(lines[2]).toContain('\u001b[32m0.98\u001b[39m');
});

test('without a terminal there are no colours and no bar', () => {
  const stderr = memoryStream();
  const output = outputFor({}, memoryStream(), stderr);
  output.progress('fovea').tick(tick);
  expect(output.style.good('a')).toBe('a');
  expect(stderr.text()).toBe('');
});

test('a terminal that wants no colours gets none', () => {
  expect(styleFor(memoryStream({ isTTY: true, hasColors: () => false })).bad('a')).toBe('a');
});

test('the bar shows share, rate, time left and metrics, within the width', () => {
  expect(barLine('fovea', tick, 50, 100, plain)).toBe(
    `fovea ${'━'.repeat(6)}${'─'.repeat(18)}  25 %  50 steps/s  15 s left  loss 0.0123`,
  );
  for (const columns of [20, 40, 60])
    expect(textWidth(barLine('fovea', tick, 50, columns, plain))).toBeLessThan(columns);
});

test('the bar leaves an empty line behind', () => {
  const stream = memoryStream({ isTTY: true, columns: 80 });
  const bar = barProgress('fovea', stream);
  bar.tick(tick);
  bar.end();
  expect(stream.text().endsWith('\r\u001b[2K')).toBe(true);
});

test('progress as JSON is limited in rate but ends with the last step', () => {
  const stream = memoryStream();
  const progress = jsonProgress(stream, 1);
  for (let step = 1; step <= 100; step++)
    progress.tick({ step, totalSteps: 100, seconds: step / 50, metrics: {} });
  const lines = stream
    .text()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { step: number });
  expect(lines.map(({ step }) => step)).toEqual([1, 51, 100]);
});

test('JSON output silences every word for people', () => {
  const stdout = memoryStream();
  const output = outputFor({ json: true }, stdout, memoryStream());
  output.say('hello');
  output.answer('hello');
  output.json({ a: 1 });
  expect(stdout.text()).toBe('{"a":1}\n');
});

test('quiet output keeps the answer', () => {
  const stdout = memoryStream();
  const output = outputFor({ quiet: true }, stdout, memoryStream());
  output.say('hello');
  output.answer('42');
  output.json({ a: 1 });
  expect(stdout.text()).toBe('42\n');
});

test('time left follows the rate of the latest seconds', () => {
  const stream = memoryStream({ isTTY: true, columns: 100 });
  const bar = barProgress('fovea', stream);
  for (let second = 1; second <= 10; second++) {
    const step = second <= 5 ? second * 100 : 500 + (second - 5) * 10;
    bar.tick({ step, totalSteps: 1000, seconds: second, metrics: {} });
  }
  expect(stream.text()).toMatch(/50 % {2}100 steps\/s {2}5\.0 s left/);
  expect(stream.text().split('\r').at(-1)).toContain('10 steps/s  45 s left');
});

test('the last column of a table is broken between words', () => {
  const rows = [
    ['lr', 'the learning rate of the controller, which is large'],
    ['clip', 'short'],
  ];
  expect(tableLines([{ title: 'option' }, { title: 'what', wrap: true }], rows, plain, 40)).toEqual([
    'option  what',
    '──────  ────────────────────────────────',
    'lr      the learning rate of the',
    '        controller, which is large',
    'clip    short',
  ]);
});

test('text that has no room beside the other columns stands below its row', () => {
  const rows = [
    ['lr', '0.005', 'the learning rate of the controller'],
    ['clip', undefined, 'short'],
  ];
  const columns = [
    { title: 'option' },
    { title: 'value', align: 'right' },
    { title: 'what', wrap: true },
  ] as const;
  expect(tableLines(columns, rows, plain, 30)).toEqual([
    'option  value',
    '──────  ─────',
    'lr      0.005',
    '    the learning rate of the',
    '    controller',
    'clip        –',
    '    short',
  ]);
});

test('columns that have no room stand in tables below, each with the first column', () => {
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const columns = [
    { title: 'work' },
    right('compiled'),
    right('eager'),
    right('PyTorch'),
    right('a very wide ratio'),
  ];
  expect(tableLines(columns, [['lstm', '1 ms', '20 ms', '5 ms', '20']], plain, 22)).toEqual([
    'work  compiled  eager',
    '────  ────────  ─────',
    'lstm      1 ms  20 ms',
    '',
    'work  PyTorch',
    '────  ───────',
    'lstm     5 ms',
    '',
    'work  a very wide ratio',
    '────  ─────────────────',
    'lstm                 20',
  ]);
});

test('prose is broken between words where the terminal ends, and nowhere in a pipe', () => {
  const [terminal, pipe] = [memoryStream({ isTTY: true, columns: 12 }), memoryStream()];
  for (const stream of [terminal, pipe])
    outputFor({}, stream, memoryStream()).prose('words that go on', '', 'end');
  expect(terminal.text()).toBe('words that\ngo on\n\nend\n');
  expect(pipe.text()).toBe('words that go on\n\nend\n');
});

test('a remark takes the place of the bar', () => {
  const stderr = memoryStream({ isTTY: true });
  outputFor({}, memoryStream(), stderr).note('stopping');
  expect(stderr.text()).toBe('\r\u001b[2Kstopping\n');
});

test('a terminal that does not say its width has eighty columns', () => {
  const facts = { isTTY: true, columns: 0 };
  const stream = memoryStream(facts);
  barProgress('fovea', stream).tick(tick);
  expect(stream.text()).toContain('25 %  50 steps/s');
  expect(outputFor({}, memoryStream(facts), stream).width).toBe(80);
});
