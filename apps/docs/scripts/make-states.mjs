// `pnpm --filter @saccade/docs states [demo …]`: trains the states that the live pages begin from. The packages must have been built.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// TypeScript, run by Vite: not every Node that is supported runs it.
await runnerImport(fileURLToPath(new URL('./states.ts', import.meta.url)), { configFile: false });
