/** What the build fixes; see vite.config.ts. */
interface ImportMetaEnv {
  /** The platform's origin; empty when it serves the site itself. */
  readonly VITE_PLATFORM_API_URL: string;
}
