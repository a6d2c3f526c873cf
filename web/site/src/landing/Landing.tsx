import { Link } from 'wouter';
import { SmallPage } from '../shell/Page';

/** The first page. */
export default function Landing() {
  return (
    <SmallPage
      title="Your own computer, in the browser"
      lead="It sleeps when you are away and is there when you come back, with everything as you left it."
    >
      <Link
        href="/signup"
        className="inline-flex h-11 w-full items-center justify-center rounded-control bg-accent px-4 font-medium text-on-accent shadow-1 transition-colors hover:bg-accent-hover"
      >
        Sign up
      </Link>
      <p className="mt-4 text-center text-muted">
        Have one already?{' '}
        <Link href="/login" className="mx-link">
          Sign in
        </Link>
      </p>
    </SmallPage>
  );
}
