import { cpSync } from 'node:fs';

export default {
  mode: 'production',
  performance: { hints: false },
  plugins: [{ apply: (compiler) => compiler.hooks.done.tap('page', () => cpSync('index.html', 'dist/index.html')) }],
};
