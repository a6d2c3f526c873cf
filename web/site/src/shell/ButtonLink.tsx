import { cx } from '@matrixos/ui';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

export interface ButtonLinkProps {
  readonly href: string;
  readonly kind?: 'primary' | 'quiet';
  /** Leads off the site's own pages: to the platform or a file. */
  readonly away?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

const LOOK = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover shadow-1',
  quiet: 'border border-line-strong bg-raised text-text hover:bg-hover',
} as const;

/** A way that looks like a button. */
export function ButtonLink(props: ButtonLinkProps) {
  const { href, kind = 'quiet', away = false, className, children } = props;
  const look = cx(
    'inline-flex items-center justify-center gap-2 rounded-control px-4 font-medium transition-colors',
    // A caller's height wins by being the only one.
    className?.includes('h-') === true ? undefined : 'h-9 max-md:h-11',
    LOOK[kind],
    className,
  );
  return away ? (
    <a href={href} className={look}>
      {children}
    </a>
  ) : (
    <Link href={href} className={look}>
      {children}
    </Link>
  );
}
