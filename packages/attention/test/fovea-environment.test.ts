import { key } from '@saccade/math';
import { greyPicture, makeSprite, meanInkUnderEach, scenePoint, triangle } from '@saccade/tasks';
import type { Scene } from '@saccade/tasks';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  distances,
  foveaEnvironment,
  look,
  randomActions,
  ringRetina,
  targetPoints,
  targetView,
  targetViews,
} from '../src/index.ts';
import type { FoveaState } from '../src/index.ts';

const retina = ringRetina();
const environment = foveaEnvironment({ scenes: { sprites: [triangle()], polarity: 'both' }, retina });

function seesTarget({ scenes, positions }: FoveaState, b: number): boolean {
  const { sprite, x, y } = scenes[b].objects[0];
  const means = new Float32Array(retina.fields.length);
  meanInkUnderEach(sprite, retina.discs, positions[2 * b] - x, positions[2 * b + 1] - y, means, 0);
  return means.some((mean) => mean > 0);
}

test('E1 at the start some receptive field always sees the object, and the fovea is in the field', () => {
  const state = environment.reset(key(1), 2000);
  for (let b = 0; b < 2000; b++) expect(seesTarget(state, b)).toBe(true);
  expect(state.positions.every((value) => Number.isInteger(value) && value >= 0 && value <= 512)).toBe(true);
});

test('E2 starts are uniform over all positions that see the body of the object', () => {
  // One solid pixel in a wide faint sprite: most draws fail, so that the list of all positions is used as well.
  const ink = new Uint8Array(20 * 20).fill(127);
  ink[19 * 20 + 19] = 128;
  const sprite = makeSprite({
    name: 'dot',
    width: 20,
    height: 20,
    points: { centre: { x: 19, y: 19 } },
    ink: () => ink,
  });
  const tiny = ringRetina({ centreRadius: 1, counts: [], distances: [], radii: [] });
  const dots = foveaEnvironment({ scenes: { sprites: [sprite], width: 20, height: 20 }, retina: tiny });
  const { positions } = dots.reset(key(2), 4000);
  const counts = new Map<string, number>();
  for (let b = 0; b < 4000; b++) {
    const at = `${positions[2 * b]},${positions[2 * b + 1]}`;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual(['19,19', '19,20', '20,19', '20,20']);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(100);
});

test('E3 an object without ink cannot be a start', () => {
  const sprite = makeSprite({
    name: 'ghost',
    width: 4,
    height: 4,
    points: { centre: { x: 2, y: 2 } },
    ink: () => new Uint8Array(16),
  });
  const ghosts = foveaEnvironment({ scenes: { sprites: [sprite], width: 30, height: 30 }, retina });
  expect(() => ghosts.reset(key(0), 1)).toThrow(
    'startPositions: object must have pixels of half ink that the retina can reach, got none',
  );
});

test('E4 actions add as vectors, 20 px each, north up, and the centre stays in the field', () => {
  const scenes = environment.reset(key(3), 4).scenes;
  const start = environment.startAt(scenes, [100, 100, 100, 100, 5, 505, 600, -3]);
  expect([...start.positions]).toEqual([100, 100, 100, 100, 5, 505, 512, 0]);
  const actions = Float32Array.of(1, 0, 0, 0, 0, 0.5, 0.75, 0.25, 0, 1, 0, 1, 0, 0, 0, 0);
  const next = environment.step(start, actions);
  expect([...next.positions]).toEqual([100, 80, 110, 110, 0, 512, 512, 0]);
  expect([...environment.observe(next).subarray(0, 40)]).toEqual([...look(retina, scenes[0], 100, 80)]);
  expect([...start.positions]).toEqual([100, 100, 100, 100, 5, 505, 512, 0]);
});

test('E5 a batch equals single episodes', () => {
  const actions = randomActions(key(8), 6);
  const batch = environment.step(environment.reset(key(9), 6), actions);
  const prefix = environment.step(environment.reset(key(9), 2), actions.subarray(0, 8));
  expect(prefix.positions).toEqual(batch.positions.subarray(0, 4));
  expect(prefix.observation).toEqual(batch.observation.subarray(0, 80));
  const alone = environment.startAt([batch.scenes[5]], batch.positions.subarray(10));
  expect(alone.observation).toEqual(batch.observation.subarray(200));
});

test('E7 any actions in 0..1 keep the centre in the picture and move it at most 20 px each way', () => {
  const action = fc.float32Array({ minLength: 4, maxLength: 4, min: 0, max: 1, noNaN: true });
  const picture = greyPicture(30, 20, new Uint8Array(600));
  fc.assert(
    fc.property(action, fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 20 }), (actions, x, y) => {
      const { positions } = environment.step(environment.startAt([picture], [x, y]), actions);
      expect(positions[0] >= 0 && positions[0] <= 30 && positions[1] >= 0 && positions[1] <= 20).toBe(true);
      expect(Math.max(Math.abs(positions[0] - x), Math.abs(positions[1] - y))).toBeLessThanOrEqual(20);
    }),
    { seed: 20 },
  );
});

test('E8 targets and distances are in pixels', () => {
  const { scenes } = environment.reset(key(5), 3);
  const tops = targetPoints(scenes, 'top');
  expect(targetViews(retina, scenes, 'top').subarray(80)).toEqual(
    targetView(retina, scenes[2], { x: tops[4], y: tops[5] }),
  );
  expect([tops[4], tops[5]]).toEqual(Object.values(scenePoint(scenes[2].objects[0], 'top')));
  expect([...distances([0, 0, 1, 1], [3, 4, 1, 2])]).toEqual([5, 1]);
  expect(() => distances([0, 0], [1])).toThrow('distances: b must be [B·2=2], got [1]');
});

test('E9 another object may be the target', () => {
  const sprites = [triangle({ size: 20 }), triangle({ size: 40 })];
  const largest = (scene: Scene) => scene.objects.find(({ sprite }) => sprite.width === 40);
  const search = foveaEnvironment({ scenes: { sprites, count: 2 }, retina, target: largest });
  const { scenes, positions } = search.reset(key(6), 50);
  expect([...targetPoints(scenes, 'centre', largest)]).toEqual(
    scenes.flatMap((scene) => Object.values(scenePoint(largest(scene)!))),
  );
  const points = scenes.flatMap((scene) => Object.values(scenePoint(largest(scene)!)));
  expect(Math.max(...distances(positions, points))).toBeLessThan(100);
});

test('E10 bad arguments are named', () => {
  const state = environment.reset(key(0), 2);
  expect(() => environment.step(state, new Float32Array(4))).toThrow(
    'foveaEnvironment.step: actions must be [B·A=8], got [4]',
  );
  expect(() => environment.step(state, Float32Array.of(0, 0, 0, 0, 0, 0, Number.NaN, 0))).toThrow(
    'foveaEnvironment.step: actions must be in 0..1, got NaN at 6',
  );
  expect(() => foveaEnvironment({ scenes: { sprites: [] }, retina, maxStep: -1 })).toThrow(
    'foveaEnvironment: maxStep must be above 0 and at most 1024 px, got -1',
  );
  expect(() => environment.startAt(state.scenes, [1])).toThrow('positions must be [B·2=4], got [1]');
});

test('E11 a scene without objects has no target', () => {
  const empty = foveaEnvironment({ scenes: { sprites: [triangle()], count: 0 }, retina });
  expect(() => empty.reset(key(0), 1)).toThrow(
    'foveaEnvironment.reset: scene 0 must have a target object, got none',
  );
});
