import {defineConfig} from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: process.env.COLOPHON_LONG ? [] : ["tests/long/**"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2
  }
});
