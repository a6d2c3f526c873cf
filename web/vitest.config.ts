import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['{ui,desktop,site}/**/*.test.ts'] } });
