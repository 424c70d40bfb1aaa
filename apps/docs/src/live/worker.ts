// The worker of every live page: it loads the demo that it is asked for, and runs one session at a time.
import { abouts } from '../demos/abouts.ts';
import { demos } from '../demos/demos.ts';
import type { Reply, Request } from './protocol.ts';
import { Session } from './session.ts';

/** As much of a worker's global scope as is used here. */
interface WorkerPort {
  postMessage(message: Reply): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
}

const port = self as unknown as WorkerPort;
let session: Session | undefined;
/** Requests are handled one after the other, also while a session opens. */
let last: Promise<void> = Promise.resolve();

port.onmessage = ({ data }) => {
  last = last.then(() => handle(data)).catch(report);
};

async function handle(request: Request): Promise<void> {
  if (request.type === 'open') {
    session?.close();
    session = undefined;
    const about = abouts[request.demo];
    const demo = await demos[request.demo]();
    session = await Session.open({ about, demo }, request.start, request.state, (reply) =>
      port.postMessage(reply),
    );
    return;
  }
  if (request.type === 'set') return session?.set(request.name, request.value);
  if (request.type === 'speed') return session?.speed(request.value);
  session?.[request.type]();
}

function report(error: unknown): void {
  port.postMessage({ type: 'error', message: error instanceof Error ? error.message : String(error) });
}
