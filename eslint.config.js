import { saccade } from '@saccade/eslint';

export default saccade({ root: import.meta.dirname });
