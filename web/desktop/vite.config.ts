import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';

const HOME = process.env['MATRIX_HOME_URL'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  plugins: [react(), tailwind(), precompress({ paintBytes: 260 * 1024 })],
  build: { target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: false },
  server: {
    proxy: {
      '/api': HOME,
      '/files': HOME,
      '/ws': { target: HOME, ws: true },
    },
  },
});
