import { cx, IconButton, Segmented, type Choice } from '@matrixos/ui';
import { ArrowLeft, ArrowUp, ChevronRight, Eye, LayoutGrid, List, RefreshCw } from 'lucide-react';
import { crumbs, parentOf } from './model';

export type View = 'list' | 'grid';

const VIEWS: readonly Choice<View>[] = [
  { value: 'list', label: 'List', icon: List },
  { value: 'grid', label: 'Grid', icon: LayoutGrid },
];

interface ToolbarProps {
  readonly path: string;
  readonly view: View;
  readonly hidden: boolean;
  readonly onBack: (() => void) | undefined;
  readonly onGo: (path: string) => void;
  readonly onView: (view: View) => void;
  readonly onHidden: (hidden: boolean) => void;
  readonly onRefresh: () => void;
}

/** Where one is, and how it is looked at. */
export function Toolbar(props: ToolbarProps) {
  const { path, view, hidden, onBack, onGo, onView, onHidden, onRefresh } = props;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1 border-b border-line px-2 py-1.5">
      <IconButton icon={ArrowLeft} label="Back" disabled={onBack === undefined} onClick={onBack} />
      <IconButton
        icon={ArrowUp}
        label="Up"
        disabled={path === ''}
        onClick={() => onGo(parentOf(path))}
      />
      <Crumbs path={path} onGo={onGo} />
      <IconButton
        icon={Eye}
        label="Show hidden files"
        aria-pressed={hidden}
        onClick={() => onHidden(!hidden)}
      />
      <IconButton icon={RefreshCw} label="Refresh" onClick={onRefresh} />
      <Segmented label="View" value={view} choices={VIEWS} onChange={onView} />
    </div>
  );
}

function Crumbs({ path, onGo }: Pick<ToolbarProps, 'path' | 'onGo'>) {
  const all = crumbs(path);
  return (
    <nav aria-label="Folder" className="mx-1 min-w-0 flex-1 max-md:order-last max-md:basis-full">
      <ol className="flex min-w-0 items-center overflow-x-auto [scrollbar-width:none]">
        {all.map(({ name, path: target }, at) => {
          const last = at === all.length - 1;
          return (
            <li key={target} className="flex shrink-0 items-center">
              {at > 0 && <ChevronRight size={14} className="text-muted" aria-hidden />}
              <button
                type="button"
                aria-current={last ? 'location' : undefined}
                onClick={() => onGo(target)}
                className={cx(
                  'h-7 rounded-control px-1.5 transition-colors hover:bg-hover max-md:h-11 max-md:px-2.5',
                  last ? 'font-semibold' : 'text-muted',
                )}
              >
                {name}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
