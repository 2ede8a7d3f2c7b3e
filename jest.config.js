/** @type {import('jest').Config} */
export default {
  testEnvironment: "node",
  // By default one processor is left alone, which on a machine with two is half of them.
  maxWorkers: "100%",
  // Modules that a test file has loaded stay in memory for as long as its worker lives.
  workerIdleMemoryLimit: "1500MB",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/.cache/", "<rootDir>/fixtures/"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, experimental: { keepImportAttributes: true }, target: "es2023" },
        module: { type: "es6" },
      },
    ],
  },
  setupFilesAfterEnv: ["<rootDir>/test/fixed-seed.ts"],
  reporters: ["default", "./tools/tally-reporter.mjs"],
};
