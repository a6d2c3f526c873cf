import { cx } from '@matrixos/ui';
import { useEffect, useRef, useState } from 'react';
import { useTheme } from '../shell/theme';
import deskDark from './posters/desk-dark.webp';
import deskLight from './posters/desk-light.webp';
import phoneDark from './posters/phone-dark.webp';
import phoneLight from './posters/phone-light.webp';

/** With the file's name: not every server of files looks for one in a folder. */
const DEMO = '/demo/index.html';

/** The desktop itself, behind its picture until it is there. */
export function Stage() {
  const [wanted, setWanted] = useState(false);
  const [there, setThere] = useState(false);
  useEffect(() => afterFirstPaint(() => setWanted(true)), []);
  return (
    <section
      aria-labelledby="stage"
      className="relative isolate mx-auto w-full max-w-[1240px] px-6 max-sm:px-4"
    >
      <h2 id="stage" className="sr-only">
        Try it
      </h2>
      <a href="#after-stage" className="lp-skip">
        Skip the demo
      </a>
      <div aria-hidden className="lp-glow" />
      <div className="lp-stage">
        <Poster gone={there} />
        {wanted && (
          <iframe
            title="Matrix OS desktop, a scripted demo"
            src={DEMO}
            className={cx('absolute inset-0 size-full border-0', !there && 'invisible')}
            onLoad={() => setThere(true)}
          />
        )}
      </div>
      <p
        id="after-stage"
        tabIndex={-1}
        className="mt-4 flex flex-wrap justify-between gap-x-6 gap-y-1 px-1 text-[13px] text-muted outline-none"
      >
        <span>
          The real desktop, with a scripted computer behind it. Move its windows, open its files,
          type <code className="font-mono">help</code>; nothing is sent or stored.
        </span>
        <a href={DEMO} target="_blank" rel="noopener" className="mx-link max-md:py-3">
          Open the demo by itself
        </a>
      </p>
    </section>
  );
}

/** A picture of the demo's end, in the theme of the page. */
function Poster({ gone }: { readonly gone: boolean }) {
  const dark = useTheme(({ mode }) => mode === 'dark');
  const image = useRef<HTMLImageElement>(null);
  return (
    <picture>
      <source media="(max-width: 815px)" srcSet={dark ? phoneDark : phoneLight} />
      <img
        ref={image}
        src={dark ? deskDark : deskLight}
        alt=""
        decoding="async"
        className={cx('lp-poster', gone && 'lp-poster-gone')}
      />
    </picture>
  );
}

/** Runs when the page has been drawn and the browser has time; the returned function takes it back. */
function afterFirstPaint(run: () => void): () => void {
  // Not every browser has idle callbacks; a moment after the load is late enough there.
  const idle = (): void => {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 1_500 });
    else setTimeout(run, 200);
  };
  const frame = requestAnimationFrame(() => {
    if (document.readyState === 'complete') idle();
    else window.addEventListener('load', idle, { once: true });
  });
  return () => {
    cancelAnimationFrame(frame);
    window.removeEventListener('load', idle);
  };
}
