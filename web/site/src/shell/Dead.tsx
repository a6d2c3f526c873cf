import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useAccount } from '../api/session';
import { Footer } from './Footer';
import { Header } from './Header';
import { useTitle } from './Page';
import { Toast } from './Toast';

/** The end of a way that leads nowhere: why, what it means, and the way back. */
export function Dead(props: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children: ReactNode;
}) {
  const heading = useTitle(props.title);
  const account = useAccount();
  const Icon = props.icon;
  return (
    <>
      <Header />
      <main className="flex flex-1 flex-col items-center justify-center px-6 py-16 text-center">
        <span className="mb-5 flex size-16 items-center justify-center rounded-panel bg-accent-soft text-on-accent-soft">
          <Icon size={28} strokeWidth={1.5} aria-hidden />
        </span>
        <h1
          ref={heading}
          tabIndex={-1}
          className="text-[22px] leading-7 font-semibold tracking-[-0.02em]"
        >
          {props.title}
        </h1>
        <p className="mt-2 max-w-[46ch] text-muted">{props.children}</p>
        <Link
          href={account === null ? '/' : '/dashboard'}
          className="mt-6 inline-flex h-10 items-center rounded-control bg-accent px-4 font-medium text-on-accent shadow-1 transition-colors hover:bg-accent-hover max-md:h-11"
        >
          {account === null ? 'To the first page' : 'To my computer'}
        </Link>
      </main>
      <Footer />
      <Toast />
    </>
  );
}
