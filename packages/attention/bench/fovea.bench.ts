// `npx vitest bench --project node --run packages/attention`
import { key } from '@saccade/math';
import { cross, triangle } from '@saccade/tasks';
import { bench } from 'vitest';
import { foveaEnvironment, look, randomActions, ringRetina } from '../src/index.ts';

const retina = ringRetina();
const single = foveaEnvironment({ scenes: { sprites: [triangle()] }, retina });
const double = foveaEnvironment({ scenes: { sprites: [triangle(), cross()], count: 2 }, retina });
const [one, two] = [single.reset(key(1), 64), double.reset(key(1), 64)];
const actions = randomActions(key(2), 64);

bench('look, one object', () => {
  look(retina, one.scenes[0], one.positions[0], one.positions[1]);
});

bench('step of 64 episodes, one object', () => {
  single.step(one, actions);
});

bench('step of 64 episodes, two objects', () => {
  double.step(two, actions);
});

bench('reset of 64 episodes, one object', () => {
  single.reset(key(3), 64);
});
