import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const backend = process.env.HUIKE_BACKEND ?? 'http://127.0.0.1:8765'
const proxy = { '/api': backend }

export default defineConfig({
  plugins: [react()],
  server: { proxy },
  preview: { proxy },
  build: {
    // dist/index.html is the committed page of an unbuilt clone; see embed.go.
    outDir: 'dist/app',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'zh', test: /src[\\/]lang[\\/]zh[\\/]/ },
            { name: 'en', test: /src[\\/]lang[\\/]en[\\/]/ },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
          ],
        },
      },
    },
  },
  test: { environment: 'node', include: ['src/**/*.test.{ts,tsx}'] },
})
