import { Link } from 'wouter';

/** The sign of the house and its name; on a phone beside a menu the sign alone. */
export const Logo = ({ short = false }: { readonly short?: boolean }) => (
  <Link
    href="/"
    aria-label="Matrix OS, home page"
    className="flex items-center gap-2.5 rounded-control text-[15px] font-semibold tracking-[-0.01em] max-md:min-h-11"
  >
    <img src="/icon.svg" alt="" width={26} height={26} />
    <span className={short ? 'max-sm:hidden' : ''}>Matrix OS</span>
  </Link>
);
