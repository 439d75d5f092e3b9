/**
 * How much memory a page takes that trains for a long time, minute by minute:
 *
 *     node wasm_tests/bench/soak.mjs [minutes] [preset] [address of the page; default: one that it serves itself]
 */
import { preview } from 'vite';

import { openTraining } from './support/studio-page.mjs';

const MINUTE_MS = 60_000;

const [minutes = '60', preset = 'healing', address] = process.argv.slice(2);
const server = address ? undefined : await preview({ configFile: new URL('../../vite.config.js', import.meta.url).pathname, preview: { port: 0, host: 'localhost' }, logLevel: 'error' });
const training = await openTraining(address ?? server?.resolvedUrls?.local[0] ?? '', preset);
for (let minute = 0; minute <= Number(minutes); minute++) {
  console.log(`${minute} min: epoch ${await training.epoch()}, ${(await training.memoryMB()).toFixed(0)} MB`);
  if (minute < Number(minutes)) await new Promise((resolve) => setTimeout(resolve, MINUTE_MS));
}
await training.close();
await server?.close();
process.exit(0);
