import type { Reporter, SerializedError, TestModule } from 'vitest/node'

/** Ends the run with one plain line, `N passed, N failed`; a file that does not load counts as a failure. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]) {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const passed = tests.filter((test) => test.result().state === 'passed').length
    const failedTests = tests.filter((test) => test.result().state === 'failed').length
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .flatMap((part) => part.errors())
    process.stdout.write(`\n${passed} passed, ${failedTests + broken.length + unhandled.length} failed\n`)
  }
}
