export {
  constantInit,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  uniformInit,
  zerosInit,
} from './initialisers.ts';
export type { ConstantInitOptions, Initialiser, UniformInitOptions } from './initialisers.ts';
export { orthogonal } from './orthogonal.ts';
export type { OrthogonalOptions } from './orthogonal.ts';
