import type { RefObject } from 'react';
import { useAccount } from '../api/session';
import { platformUrl } from '../api/http';
import { ButtonLink } from '../shell/ButtonLink';

const WIDE = 'h-12 rounded-[10px] px-6 text-[15px]';

/** What this is, in one line and one sentence, and the way in. */
export function Hero({ heading }: { readonly heading: RefObject<HTMLHeadingElement | null> }) {
  return (
    <section className="mx-auto grid w-full max-w-[1120px] items-end gap-x-10 gap-y-7 px-6 pt-20 pb-16 max-sm:px-4 max-sm:pt-10 max-sm:pb-9 lg:grid-cols-[1.62fr_1fr]">
      <h1 ref={heading} tabIndex={-1} className="lp-headline">
        Your own computer, in the browser.
      </h1>
      <div className="max-w-[46ch] lg:pb-1.5">
        <p className="text-[18px] leading-7 text-balance text-muted max-sm:text-[17px]">
          A desktop with files, a terminal and AI, at an address of its own. It sleeps when you are
          away and is awake before you notice.
        </p>
        <Ways />
      </div>
    </section>
  );
}

function Ways() {
  const account = useAccount();
  return (
    <p className="mt-6 flex flex-wrap gap-3">
      {account === null ? (
        <>
          <ButtonLink href="/signup" kind="primary" className={WIDE}>
            Get started
          </ButtonLink>
          <ButtonLink href="/login" className={WIDE}>
            Sign in
          </ButtonLink>
        </>
      ) : (
        <ButtonLink
          away
          href={platformUrl(`/open/${account.handle}`)}
          kind="primary"
          className={WIDE}
        >
          Open your computer
        </ButtonLink>
      )}
    </p>
  );
}
