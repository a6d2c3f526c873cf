import type { View } from './Toolbar';

const LINES = [62, 44, 71, 38, 55, 49];

/** The shape of a listing before it is there. */
export function Skeleton({ view }: { readonly view: View }) {
  return (
    <div
      role="status"
      aria-label="Loading"
      className={view === 'grid' ? 'flex flex-wrap gap-6 p-5' : 'pt-10'}
    >
      {LINES.map((width) =>
        view === 'grid' ? (
          <div key={width} className="skeleton h-16 w-20 rounded-control" />
        ) : (
          <div key={width} className="flex h-8 items-center gap-2.5 px-3">
            <div className="skeleton size-[18px] rounded-[6px]" />
            <div className="skeleton h-3 rounded-full" style={{ width: `${width / 2}%` }} />
          </div>
        ),
      )}
    </div>
  );
}
