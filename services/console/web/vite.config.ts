import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // Nothing is fetched from a data: address, so that the server's policy need not allow it.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
});
