/** The part of Clerk's program that is used here (https://clerk.com/docs/reference/javascript/clerk). */
export interface Clerk {
  readonly load: () => Promise<void>;
  readonly session: { readonly getToken: () => Promise<string | null> } | null | undefined;
  readonly mountSignIn: (node: HTMLDivElement, options: Mounting) => void;
  readonly unmountSignIn: (node: HTMLDivElement) => void;
  readonly mountSignUp: (node: HTMLDivElement, options: Mounting) => void;
  readonly unmountSignUp: (node: HTMLDivElement) => void;
  readonly addListener: (hears: (now: Pick<Clerk, 'session'>) => void) => () => void;
  readonly signOut: () => Promise<void>;
}

interface Mounting {
  readonly routing: 'hash';
  readonly signInUrl: string;
  readonly signUpUrl: string;
  readonly forceRedirectUrl: string;
}

declare global {
  interface Window {
    Clerk?: Clerk;
  }
}

/** The version whose program brings its own pages along. */
const VERSION = '5';

/** The host that serves an instance of Clerk: it stands in its key, `pk_test_` + base64 of the host and `$`. Pure. */
export function frontendApi(publishableKey: string): string | null {
  const coded = /^pk_(?:test|live)_([A-Za-z0-9+/=_-]+)$/.exec(publishableKey)?.[1];
  if (coded === undefined) return null;
  try {
    const host = atob(coded.replaceAll('-', '+').replaceAll('_', '/')).replace(/\$$/, '');
    return /^[a-z0-9.-]+$/i.test(host) ? host : null;
  } catch {
    return null;
  }
}

let loading: Promise<Clerk | null> | undefined;

/**
 * Loads Clerk's program once, from the instance's own host: it is larger than this whole site, and who uses Clerk needs
 * that host anyway. `null` when it cannot be had; the next call tries again.
 */
export async function loadClerk(publishableKey: string): Promise<Clerk | null> {
  loading ??= begin(publishableKey);
  const clerk = await loading;
  if (clerk === null) loading = undefined;
  return clerk;
}

async function begin(publishableKey: string): Promise<Clerk | null> {
  const host = frontendApi(publishableKey);
  if (host === null) return null;
  const script = document.createElement('script');
  script.src = `https://${host}/npm/@clerk/clerk-js@${VERSION}/dist/clerk.browser.js`;
  script.crossOrigin = 'anonymous';
  script.dataset['clerkPublishableKey'] = publishableKey;
  try {
    await new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error(`cannot load ${script.src}`));
      document.head.append(script);
    });
    await window.Clerk?.load();
    return window.Clerk ?? null;
  } catch {
    script.remove();
    return null;
  }
}
