import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What site/vite.config.ts fixes for the build: the platform serves the site itself.
  define: { 'import.meta.env.VITE_PLATFORM_API_URL': '""' },
  test: { include: ['{ui,desktop,site}/**/*.test.ts'] },
});
