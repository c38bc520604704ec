import tseslint from "typescript-eslint";

export default tseslint.config(
  {ignores: ["node_modules", ".build", ".colophon", "dist", "coverage", "data", "tests/fixtures"]},
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", {argsIgnorePattern: "^_", varsIgnorePattern: "^_"}],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      "no-empty": ["error", {allowEmptyCatch: false}],
      eqeqeq: ["error", "always", {null: "ignore"}],
      "prefer-const": "error"
    }
  }
);
