import react from '@vitejs/plugin-react'
import type { Plugin, Rollup } from 'vite'
import { defineConfig } from 'vitest/config'

const backend = process.env.HUIKE_BACKEND ?? 'http://127.0.0.1:8765'
const proxy = { '/api': backend }

/** early names the app's own files in the page, so that the browser fetches them beside the entry. */
const early: Plugin = {
  name: 'early',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) => {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
      const app = chunks.find((chunk) => chunk.moduleIds.some((id) => id.endsWith('/src/app.tsx')))
      const files = new Set<string>()
      const add = (chunk: Rollup.OutputChunk | undefined) => {
        if (!chunk || files.has(chunk.fileName)) return
        files.add(chunk.fileName)
        for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name))
      }
      add(app)
      return [...files].map((file) => ({ tag: 'link', injectTo: 'head' as const, attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` } }))
    },
  },
}

export default defineConfig({
  plugins: [react(), early],
  server: { proxy },
  preview: { proxy },
  build: {
    // dist/index.html is the committed page of an unbuilt clone; see embed.go.
    outDir: 'dist/app',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1200,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the entry itself needs must not wait for the rest.
            { name: 'early', test: /preload-helper|src[\\/](screens|api[\\/]begun|lang[\\/](words|choice))/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            // The frame and the first screen with all they draw with, in one file: a request costs a
            // browser more than a few kilobytes, and code that is not needed yet costs it most.
            { name: 'first', test: /src[\\/](app\.tsx|page[\\/]overview[\\/]index\.tsx)/ },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
          ],
        },
      },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
})
