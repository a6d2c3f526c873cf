import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from '../desktop/build/precompress.ts';
import { demo } from './build/demo.ts';

/** The platform itself, or `npm run mock:site`. */
const PLATFORM = process.env['MATRIX_PLATFORM_URL'] ?? 'http://127.0.0.1:3997';

/** Where the API is when the site is served from elsewhere; empty means the origin that served the page. */
const API = process.env['VITE_PLATFORM_API_URL'] ?? process.env['PLATFORM_API_URL'] ?? '';

export default defineConfig({
  plugins: [react(), tailwind(), demo(), precompress({ scriptBytes: 120 * 1024 })],
  define: { 'import.meta.env.VITE_PLATFORM_API_URL': JSON.stringify(API) },
  build: { target: 'es2023', assetsInlineLimit: 0, reportCompressedSize: false },
  server: { proxy: { '/api': PLATFORM, '/open': PLATFORM, '/containers': PLATFORM } },
});
