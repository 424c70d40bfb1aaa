import { makeScene, ring, scenePoint, triangle } from '@saccade/tasks';
import { expect, test } from 'vitest';
import { drawRetina, drawScene, look, makeRetina, ringRetina } from '../src/index.ts';

const retina = ringRetina();
const scene = makeScene({ objects: [{ sprite: triangle(), x: 200, y: 220 }] });
const target = scenePoint(scene.objects[0]);

test('W1 a retina is drawn with its fields, filled with what they see', () => {
  const plain = drawRetina(retina);
  // 40 fields and the rim.
  expect(plain.match(/<circle/g)?.length).toBe(41);
  const seen = drawRetina(retina, { view: look(retina, scene, target.x, target.y) });
  expect(seen).toContain('fill="#000000"');
  expect(seen).toContain('fill="#ffffff"');
  expect(plain.length).toBeLessThan(2000);
  expect(seen.length).toBeLessThan(2600);
});

test('W2 a small retina is drawn exactly so', () => {
  const two = makeRetina([
    { x: 0, y: 0, radius: 2 },
    { x: 3, y: -4, radius: 3 },
  ]);
  expect(drawRetina(two, { view: [0.5, 7], size: 100, label: '<"&">' })).toMatchInlineSnapshot(
    `"<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 20 20" width="100" height="100" role="img" aria-label="&lt;&quot;&amp;&quot;>"><circle cx="0" cy="0" r="8" fill="#fff" stroke="#cbd5e1" stroke-width=".5" stroke-dasharray="2 2"/><g stroke="#64748b" stroke-width=".6"><circle cx="3" cy="-4" r="3" fill="#000000"/><circle cx="0" cy="0" r="2" fill="#808080"/></g><path d="M-2 0H2M0 -2V2" stroke="#dc2626" stroke-width=".7"/></svg>"`,
  );
});

test('W3 a path says and shows whether it hit', () => {
  const path = [120, 160, 180, 228, 248, 285];
  const hit = drawScene(scene, { path, target, retina });
  expect(hit).toContain('aria-label="Scene with triangle: hit after 2 saccades"');
  expect(hit).toContain('<polyline points="120,160 180,228 248,285"');
  expect(hit).toContain(`<circle cx="250" cy="286.7" r="10" fill="#22c55e"`);
  const miss = drawScene(scene, { path: path.slice(0, 4), target });
  expect(miss).toContain('no hit in 1 saccade"');
  expect(miss).toContain('r="10" fill="#ef4444"');
});

test('W4 drawings of scenes stay small and closed', () => {
  const light = makeScene({ objects: [{ sprite: ring(), x: 1, y: 2 }], polarity: 'light' });
  for (const drawing of [drawScene(scene), drawScene(light)]) {
    expect(drawing.length).toBeLessThan(1500);
    expect(drawing.startsWith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"')).toBe(true);
    expect(drawing.endsWith('</svg>')).toBe(true);
  }
  expect(drawScene(light)).toContain('fill="#1e293b"');
});

/** What is left of a document when all well-formed elements are taken out, the innermost first. */
function unparsed(document: string): string {
  const attributes = String.raw`(?: [\w:-]+="[^"<&]*(?:&(?:amp|lt|quot);[^"<&]*)*")*`;
  const element = new RegExp(String.raw`<(\w+)${attributes}(?:/>|></\1>)`, 'g');
  let rest = document;
  for (let before = ''; rest !== before;) {
    before = rest;
    rest = rest.replace(element, '');
  }
  return rest;
}

test('W5 drawings are well-formed', () => {
  const drawing = drawScene(scene, { path: [1, 2, 30, 40], target: { x: 90, y: 100 }, retina });
  expect([unparsed(drawing), unparsed(drawRetina(retina, { label: '<&">' }))]).toEqual(['', '']);
});

test('W6 a view of the wrong length is named', () => {
  expect(() => drawRetina(retina, { view: [1] })).toThrow('drawRetina: view must be [F=40], got [1]');
  expect(() => drawScene(scene, { path: [1, 2, 3] })).toThrow('drawScene: path must be [(T+1)·2], got [3]');
});
