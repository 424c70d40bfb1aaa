import type { StoredTensor } from '@saccade/math';
import { toStored, writeSafetensors } from '@saccade/math';
import { join } from 'node:path';
import { metricsCsv } from '../export/metrics-csv.ts';
import { npzBytes } from '../export/npz.ts';
import { writeAtomic } from '../runs/atomic-write.ts';
import { openRunFolder } from '../runs/folder.ts';
import { readMetrics } from '../runs/metrics-log.ts';
import { formatNumber } from '../terminal/format.ts';
import type { OutputOptions } from '../terminal/output.ts';
import { outputFor } from '../terminal/output.ts';
import { loadRun } from '../training/saved-run.ts';

/** What a run can be exported to. */
export type ExportFormat = 'safetensors' | 'npz' | 'csv';

/** Flags of `saccade export`. */
export interface ExportFlags extends OutputOptions {
  readonly format: ExportFormat;
  readonly out?: string;
}

/** What a file is to hold, and that in a few words. */
interface Content {
  readonly bytes: string | Uint8Array;
  readonly words: string;
}

/** `saccade export <run>`: the weights of the latest checkpoint, or the metrics of the training, for other programs. */
export async function exportRun(folder: string, flags: ExportFlags): Promise<void> {
  const { format } = flags;
  const output = outputFor(flags);
  const { bytes, words } = format === 'csv' ? metrics(folder) : await weights(folder, format, output.note);
  const file = flags.out ?? join(folder, format === 'csv' ? 'metrics.csv' : `weights.${format}`);
  writeAtomic(file, bytes);
  output.json({ run: folder, format, file });
  output.say(words);
  output.answer(file);
}

function metrics(folder: string): Content {
  const lines = readMetrics(openRunFolder(folder).paths.metrics);
  return { bytes: metricsCsv(lines), words: `${formatNumber(lines.length)} slices of training` };
}

async function weights(
  folder: string,
  format: 'safetensors' | 'npz',
  note: (line: string) => void,
): Promise<Content> {
  const { run } = await loadRun(folder, { note });
  try {
    const tensors = toStored(run.weights());
    const words = `${weightWords(tensors)} after ${formatNumber(run.step)} steps`;
    return { bytes: format === 'npz' ? npzBytes(tensors) : writeSafetensors(tensors), words };
  } finally {
    run.dispose();
  }
}

/** `4 tensors, 3,211 numbers` */
function weightWords(tensors: Readonly<Record<string, StoredTensor>>): string {
  const sizes = Object.values(tensors).map(({ data }) => data.length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return `${formatNumber(sizes.length)} tensors, ${formatNumber(total)} numbers`;
}
