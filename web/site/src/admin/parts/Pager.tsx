import { Button } from '@matrixos/ui';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Page } from '../../api/types';
import { formatCount } from './format';

export interface PagerProps {
  readonly page: Page<unknown>;
  readonly first: boolean;
  /** "computers" */
  readonly things: string;
  readonly onBack: () => void;
  readonly onNext: (cursor: string) => void;
}

export function Pager({ page, first, things, onBack, onNext }: PagerProps) {
  const { nextCursor, total, items } = page;
  if (first && nextCursor === null) {
    return (
      <p className="px-1 py-3 text-[13px] text-muted">
        {formatCount(items.length)} {things}
      </p>
    );
  }
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 px-1 py-3">
      <p className="text-[13px] text-muted">
        {formatCount(items.length)} shown
        {total !== null && ` of ${formatCount(total)} ${things}`}
      </p>
      <div className="flex gap-2">
        <Button onClick={onBack} disabled={first}>
          <ChevronLeft size={16} aria-hidden />
          Previous
        </Button>
        <Button
          onClick={() => nextCursor !== null && onNext(nextCursor)}
          disabled={nextCursor === null}
        >
          Next
          <ChevronRight size={16} aria-hidden />
        </Button>
      </div>
    </nav>
  );
}
