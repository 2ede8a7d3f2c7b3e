/** @type {import('jest').Config} */
export default {
  testEnvironment: "node",
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
