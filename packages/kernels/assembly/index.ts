export { copyBytes } from './copy-bytes';
export { matmul } from './matmul';
export { scatterAddRows } from './scatter-add-rows';
export { threefry2x32 } from './threefry2x32';
export { transpose } from './transpose';
export { run } from './run';
