import type { GraphNode, ScanAttributes } from './graph.ts';

/** Operations that throw where an index is out of range. */
const CHECKED = new Set(['GatherV2', 'ScatterAddRows']);

/** Whether a run may end with an error: where it picks by indices that capture has not seen yet. */
export function mayFail(nodes: readonly GraphNode[]): boolean {
  return nodes.some(({ kernel, inputs, attrs }) => {
    if (kernel === 'Scan') return mayFail((attrs as unknown as ScanAttributes).step.nodes);
    return CHECKED.has(kernel) && inputs.indices.value.origin.kind !== 'constant';
  });
}
