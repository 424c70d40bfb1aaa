// Rule F1 of ../SPEC.md.
import { foveaEnvironment, look, ringRetina } from '@saccade/attention';
import { foldIn, key } from '@saccade/math';
import { triangle } from '@saccade/tasks';
import { expect, test, vi } from 'vitest';
import { visibleStarts } from '../src/fovea/visible-starts.ts';

const retina = ringRetina();
const environment = foveaEnvironment({ retina, scenes: { sprites: [triangle()], polarity: 'dark' } });
const BATCH = 300;
const FIELDS = retina.fields.length;

const strongest = (view: Float32Array): number => view.reduce((most, ink) => Math.max(most, ink), 0);

test.each([0, 0.05, 0.5, 0.9])('F1 every start has a field that sees at least %d', (least) => {
  const { scenes, positions, observation } = visibleStarts(environment, key(1), BATCH, least);
  expect(scenes).toHaveLength(BATCH);
  for (const [b, scene] of scenes.entries()) {
    const view = look(retina, scene, positions[2 * b], positions[2 * b + 1]);
    expect(view).toEqual(observation.slice(b * FIELDS, (b + 1) * FIELDS));
    expect(strongest(view)).toBeGreaterThanOrEqual(least);
  }
});

test('F1 without a threshold the starts are those of the environment', () => {
  const { positions } = visibleStarts(environment, key(2), BATCH, 0);
  expect(positions).toEqual(environment.reset(foldIn(key(2), 0), BATCH).positions);
});

test('F1 the threshold leaves out starts that the environment draws', () => {
  const { observation } = environment.reset(foldIn(key(1), 0), BATCH);
  const seen = Array.from({ length: BATCH }, (_, b) =>
    strongest(observation.subarray(b * FIELDS, (b + 1) * FIELDS)),
  );
  expect(seen.some((ink) => ink < 0.05)).toBe(true);
});

test('F1 starts are a function of the key', () => {
  const positions = (seed: number) => visibleStarts(environment, key(seed), BATCH, 0.3).positions;
  expect(positions(3)).toEqual(positions(3));
  expect(positions(3)).not.toEqual(positions(4));
});

test('F1 a threshold that no start reaches is refused after 100 draws', () => {
  const reset = vi.fn(environment.reset);
  expect(() => visibleStarts({ ...environment, reset }, key(1), 4, 1.01)).toThrow(
    'visibleStarts: startInk must let starts through, got 1.01: 0 of 4',
  );
  expect(reset).toHaveBeenCalledTimes(100);
});
