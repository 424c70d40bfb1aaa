import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Report } from '../src/report/types.ts';
import type { TextStream } from '../src/terminal/style.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A fresh folder of the system's temporary place, removed when the test file ends. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'saccade-cli-'));
  folders.push(folder);
  return folder;
}

/** A stream that remembers what was written to it. */
export function memoryStream(facts: Partial<TextStream> = {}): TextStream & { text(): string } {
  const parts: string[] = [];
  return { ...facts, write: (text) => parts.push(text) > 0, text: () => parts.join('') };
}

/** Text that would break out of any place of a page that forgets to escape. */
export const HOSTILE = `"><script>alert('x')</script><img src=https://example.org/x onerror=alert(1)>&`;

/** A report in which every text is `text`. */
export function reportOf(text: string): Report {
  const points = Array.from({ length: 60 }, (_, index) => ({ step: index * 10, value: 1 / (index + 1) }));
  return {
    experiment: text,
    title: text,
    paper: text,
    reproduces: text,
    deviations: [text],
    facts: [[text, text]],
    command: text,
    baselines: [text],
    metrics: [
      {
        label: text,
        value: text,
        unit: text,
        doc: text,
        baselines: [text],
        target: { text, met: true, source: text },
      },
    ],
    curves: [{ label: text, unit: text, doc: text, points, target: 0.5 }],
    drawings: [{ title: text, caption: text, svg: '<svg viewBox="0 0 1 1"><circle r="1"/></svg>' }],
    options: [{ name: text, value: text, unit: text, doc: text, source: text, changed: true }],
    environment: [[text, text]],
  };
}
