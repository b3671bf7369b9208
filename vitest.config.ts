import { availableParallelism } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const engineTests = ['backend/**/*.test.ts', 'bot/**/*.test.ts', 'sandbox/**/*.test.ts']
const houseTests = ['.ci/**/*.test.ts', 'backend/testing/postgres.test.ts']

export default defineConfig({
  test: {
    reporters: ['default', './.ci/reporter.ts'],
    maxWorkers: availableParallelism(),
    coverage: {
      provider: 'v8',
      include: ['backend/**/*.ts', 'bot/**/*.ts', 'sandbox/**/*.ts'],
      exclude: ['**/*.test.ts', 'backend/testing/**'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'coverage',
      thresholds: { lines: 80 },
    },
    projects: [
      {
        test: {
          name: 'sqlite',
          include: engineTests,
          exclude: houseTests,
          env: { ENGINE: 'sqlite' },
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: engineTests,
          exclude: houseTests,
          env: { ENGINE: 'postgres' },
          globalSetup: 'backend/testing/postgres.ts',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'house',
          include: [...houseTests, 'bench/**/*.test.ts', 'miniapp/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup: 'e2e/build.ts',
          include: ['e2e/**/*.test.ts'],
          env: { ENGINE: 'sqlite' },
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          expect: { poll: { timeout: 10_000 } },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
