import { expect, test } from 'vitest';
import { galleries } from '../src/report/gallery.ts';

const drawing = (title: string, caption: string) => ({ title, caption, svg: '<svg></svg>' });
const shapeOf = (drawings: ReturnType<typeof drawing>[]) =>
  galleries(drawings).map(({ drawings: { length }, caption, columns }) => [length, caption, columns]);

test('no drawings make no galleries', () => expect(galleries([])).toEqual([]));

test('neighbours with one caption share it', () => {
  const hits = [1, 2, 3].map((count) => drawing(`hit ${count}`, 'the path'));
  expect(shapeOf([drawing('retina', 'fields'), ...hits])).toEqual([
    [1, undefined, undefined],
    [3, 'the path', undefined],
  ]);
});

test('titles that come round again stand in rows of one round', () => {
  const rows = [1, 2].flatMap((row) =>
    ['before', 'expected', 'after'].map((title) => drawing(title, `${title} ${row}`)),
  );
  expect(shapeOf([drawing('retina', 'fields'), ...rows, drawing('end', 'x')])).toEqual([
    [1, undefined, undefined],
    [6, undefined, 3],
    [1, undefined, undefined],
  ]);
});

test('titles that only begin to come again make no rounds', () => {
  const titles = ['a', 'b', 'a', 'c'].map((title, index) => drawing(title, String(index)));
  expect(shapeOf(titles).map(([length]) => length)).toEqual([1, 1, 1, 1]);
});

test('every drawing stands in the page once, in order', () => {
  const all = ['a', 'a', 'b', 'a', 'b', 'c', 'c'].map((title, index) => drawing(title, String(index >> 1)));
  expect(galleries(all).flatMap(({ drawings }) => drawings)).toEqual(all);
});
