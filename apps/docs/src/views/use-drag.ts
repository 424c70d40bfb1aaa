// Dragging things in a drawing with square units, by pointer or by arrow keys.

interface DragOptions {
  /** Width of the drawing's view box. */
  readonly width: number;
  /** Where the thing is. */
  at(name: string): { readonly x: number; readonly y: number };
  move(x: number, y: number, name: string): void;
  /** How far an arrow key moves. */
  readonly step: number;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Listeners for the drawing and for each thing in it. Coordinates are those of the view box, from its upper left corner. */
export function useDrag({ width, at, move, step }: DragOptions) {
  let held: { name: string; dx: number; dy: number } | undefined;

  function place(event: PointerEvent, drawing: SVGSVGElement): { x: number; y: number } {
    const box = drawing.getBoundingClientRect();
    const scale = width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  }

  const release = (): void => void (held = undefined);

  return {
    surface: {
      pointermove(event: PointerEvent) {
        if (!held) return;
        const { x, y } = place(event, event.currentTarget as SVGSVGElement);
        move(x - held.dx, y - held.dy, held.name);
      },
      pointerup: release,
      pointercancel: release,
    },
    handle: (name = '') => ({
      pointerdown(event: PointerEvent) {
        const drawing = (event.currentTarget as SVGElement).ownerSVGElement!;
        const [{ x, y }, thing] = [place(event, drawing), at(name)];
        held = { name, dx: x - thing.x, dy: y - thing.y };
        drawing.setPointerCapture(event.pointerId);
        event.preventDefault();
      },
      keydown(event: KeyboardEvent) {
        const arrow = ARROWS[event.key];
        if (!arrow) return;
        const { x, y } = at(name);
        move(x + step * arrow[0], y + step * arrow[1], name);
        event.preventDefault();
      },
    }),
  };
}
