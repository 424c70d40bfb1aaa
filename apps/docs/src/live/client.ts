// The page's side of a session: a worker that belongs to one demo on one page, and ends with it.
import type { About, Setting, Start } from './about.ts';
import type { Frame, Reply, Request, Result } from './protocol.ts';

export interface Watching {
  frame(frame: Frame): void;
  result(result: Result): void;
  error(message: string): void;
}

export class Client {
  readonly #worker: Worker;
  readonly #about: About;
  readonly #base: string;
  readonly #state = new Map<string, Promise<Uint8Array>>();
  /** Openings so far: what an old one still has to say is not heard. */
  #opening = 0;

  /** @param base - of the site, where `states/` lies. */
  constructor(about: About, base: string, watching: Watching) {
    this.#about = about;
    this.#base = base;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.type === 'frame') watching.frame(data);
      else if (data.type === 'result') watching.result(data);
      else watching.error(data.message);
    };
    this.#worker.onerror = (event) => watching.error(event.message || 'The worker could not be loaded.');
  }

  /** Begins anew. */
  async open(start: Start): Promise<void> {
    const opening = ++this.#opening;
    const file = this.#about.training?.trained?.file;
    const state = start.from === 'trained' && file ? await this.#load(file) : undefined;
    if (opening === this.#opening) this.#send({ type: 'open', demo: this.#about.name, start, state });
  }

  play(): void {
    this.#send({ type: 'play' });
  }

  pause(): void {
    this.#send({ type: 'pause' });
  }

  step(): void {
    this.#send({ type: 'step' });
  }

  speed(value: number): void {
    this.#send({ type: 'speed', value });
  }

  set(name: string, value: Setting): void {
    this.#send({ type: 'set', name, value });
  }

  drawn(): void {
    this.#send({ type: 'drawn' });
  }

  dispose(): void {
    this.#worker.terminate();
  }

  #send(request: Request): void {
    this.#worker.postMessage(request);
  }

  async #load(file: string): Promise<Uint8Array> {
    const known = this.#state.get(file);
    if (known) return known;
    const loading = fetch(`${this.#base}states/${file}`).then(async (response) => {
      if (!response.ok) throw new Error(`The trained state ${file} could not be loaded: ${response.status}.`);
      return new Uint8Array(await response.arrayBuffer());
    });
    this.#state.set(file, loading);
    return loading;
  }
}
