/** A jest reporter: leaves the number of tests that passed and failed in .cache/tests.json, for .ci/run to add up. */
import { mkdirSync, writeFileSync } from "node:fs";

export default class TallyReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    mkdirSync(".cache", { recursive: true });
    const tally = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
    writeFileSync(".cache/tests.json", `${JSON.stringify(tally)}\n`);
  }
}
