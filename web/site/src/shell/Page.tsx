import { useEffect, useRef, type ReactNode } from 'react';
import { Footer } from './Footer';
import { Header } from './Header';
import { Toast } from './Toast';

/** No page has been shown yet: the browser itself puts the focus at the top of the first one. */
let first = true;

/** Names the document, and gives the heading the focus when one page follows another. */
export function useTitle(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = title === 'Matrix OS' ? title : `${title} · Matrix OS`;
  }, [title]);
  useEffect(() => {
    if (first) first = false;
    // A page that is one question puts the focus on the answer itself.
    else if (!(document.activeElement instanceof HTMLInputElement)) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  }, []);
  return heading;
}

export interface PageProps {
  readonly title: string;
  /** One line under the heading. */
  readonly lead?: ReactNode;
  /** Beside the heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** The widest it may be, as a class; forms are narrow, tables are not. */
  readonly width?: string;
}

/** The shape of every page behind the sign-in: header, one heading, what it holds, footer. */
export function Page({ title, lead, aside, children, width = 'max-w-[1120px]' }: PageProps) {
  const heading = useTitle(title);
  return (
    <>
      <Header />
      <main className={`mx-auto w-full flex-1 px-6 py-8 max-sm:px-4 max-sm:py-6 ${width}`}>
        <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <div>
            <h1
              ref={heading}
              tabIndex={-1}
              className="text-[24px] leading-8 font-semibold tracking-[-0.02em]"
            >
              {title}
            </h1>
            {lead !== undefined && <p className="mt-1 text-muted">{lead}</p>}
          </div>
          {aside}
        </div>
        {children}
      </main>
      <Footer />
      <Toast />
    </>
  );
}

/** A page that is one small card in the middle: signing in, and what there is nothing more to say of. */
export function SmallPage({ title, lead, children }: PageProps) {
  const heading = useTitle(title);
  return (
    <>
      <Header />
      <main className="flex w-full flex-1 items-center justify-center px-4 py-10 max-sm:items-start max-sm:py-6">
        <div className="rise w-full max-w-[400px] rounded-panel border border-line bg-surface p-8 shadow-2 max-sm:p-5">
          <h1
            ref={heading}
            tabIndex={-1}
            className="text-[22px] leading-7 font-semibold tracking-[-0.02em]"
          >
            {title}
          </h1>
          {lead !== undefined && <p className="mt-1.5 text-muted">{lead}</p>}
          <div className="mt-6">{children}</div>
        </div>
      </main>
      <Footer />
      <Toast />
    </>
  );
}
