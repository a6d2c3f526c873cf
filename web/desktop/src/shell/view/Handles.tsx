import type { RefObject } from 'react';
import type { Edges } from '../model/geometry';
import type { WindowState } from '../model/state';
import { startResize } from '../pointer';

const HANDLES: readonly { edges: Edges; className: string }[] = [
  { edges: { x: 0, y: -1 }, className: 'inset-x-3 -top-1 h-2 cursor-ns-resize' },
  { edges: { x: 0, y: 1 }, className: 'inset-x-3 -bottom-1 h-2 cursor-ns-resize' },
  { edges: { x: -1, y: 0 }, className: 'inset-y-3 -left-1 w-2 cursor-ew-resize' },
  { edges: { x: 1, y: 0 }, className: 'inset-y-3 -right-1 w-2 cursor-ew-resize' },
  { edges: { x: -1, y: -1 }, className: '-top-1 -left-1 size-4 cursor-nwse-resize' },
  { edges: { x: 1, y: 1 }, className: '-right-1 -bottom-1 size-4 cursor-nwse-resize' },
  { edges: { x: 1, y: -1 }, className: '-top-1 -right-1 size-4 cursor-nesw-resize' },
  { edges: { x: -1, y: 1 }, className: '-bottom-1 -left-1 size-4 cursor-nesw-resize' },
];

const name = ({ x, y }: Edges): string =>
  `${['n', '', 's'][y + 1] ?? ''}${['w', '', 'e'][x + 1] ?? ''}`;

interface HandlesProps {
  readonly window: WindowState;
  readonly root: RefObject<HTMLElement | null>;
}

/** Four edges and four corners to pull. For the pointer only: keys resize by the title bar and by chords. */
export function Handles({ window, root }: HandlesProps) {
  return HANDLES.map(({ edges, className }) => (
    <div
      key={name(edges)}
      aria-hidden
      data-handle={name(edges)}
      className={`absolute touch-none ${className}`}
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (root.current !== null) {
          startResize(event.nativeEvent, event.currentTarget, root.current, window, edges);
        }
      }}
    />
  ));
}
