import { cx } from '@matrixos/ui';
import { LayoutGrid, ScrollText, SlidersHorizontal, Users, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Footer } from '../../shell/Footer';
import { Header } from '../../shell/Header';
import { useTitle } from '../../shell/Page';
import { Toast } from '../../shell/Toast';
import { WorkPanels } from './WorkPanels';

const PLACES: readonly { to: string; label: string; icon: LucideIcon; under: RegExp }[] = [
  { to: '/admin', label: 'Fleet', icon: LayoutGrid, under: /^\/admin(\/computers\/.*)?$/ },
  { to: '/admin/users', label: 'Users', icon: Users, under: /^\/admin\/users/ },
  { to: '/admin/audit', label: 'Audit', icon: ScrollText, under: /^\/admin\/audit/ },
  {
    to: '/admin/settings',
    label: 'Settings',
    icon: SlidersHorizontal,
    under: /^\/admin\/settings/,
  },
];

/** A table with all its columns is wider than a page of text. */
const WIDTH = 'max-w-[1400px]';

export interface AdminPageProps {
  readonly title: string;
  /** What stands beside the heading's words: a badge. */
  readonly badge?: ReactNode;
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
  /** The page that this one is reached from. */
  readonly up?: { readonly to: string; readonly label: string };
  readonly children: ReactNode;
}

/** The shape of every page of the operator: the four places, one heading, and what the page holds. */
export function AdminPage(props: AdminPageProps) {
  const heading = useTitle(props.title);
  return (
    <>
      <Header width={WIDTH} />
      <AdminNav />
      <main className="mx-auto w-full max-w-[1400px] flex-1 px-6 py-6 max-sm:px-4">
        <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div className="min-w-0">
            {props.up && (
              <Link href={props.up.to} className="mx-link mb-1 inline-block py-0.5 text-[13px]">
                {props.up.label}
              </Link>
            )}
            <div className="flex flex-wrap items-center gap-3">
              <h1
                ref={heading}
                tabIndex={-1}
                className="text-[24px] leading-8 font-semibold tracking-[-0.02em]"
              >
                {props.title}
              </h1>
              {props.badge}
            </div>
            {props.lead !== undefined && <p className="mt-1 text-muted">{props.lead}</p>}
          </div>
          {props.aside}
        </div>
        {props.children}
      </main>
      <Footer width={WIDTH} />
      <WorkPanels />
      <Toast />
    </>
  );
}

function AdminNav() {
  const [path] = useLocation();
  return (
    <nav aria-label="Admin" className="w-full border-b border-line bg-surface">
      <ul className="mx-auto flex max-w-[1400px] gap-1 px-6 max-sm:px-2">
        {PLACES.map(({ to, label, icon: Icon, under }) => {
          const here = under.test(path);
          return (
            <li key={to} className="max-sm:flex-1">
              <Link
                href={to}
                aria-current={here ? 'page' : undefined}
                className={cx(
                  'flex h-11 items-center justify-center gap-2 border-b-2 px-3 font-medium transition-colors max-sm:px-1 max-sm:text-[13px]',
                  here
                    ? 'border-accent text-text'
                    : 'border-transparent text-muted hover:text-text',
                )}
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden className="max-sm:hidden" />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
