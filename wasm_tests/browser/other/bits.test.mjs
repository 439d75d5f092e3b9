/** V8, SpiderMonkey and JavaScriptCore compute the same: gradients, 500 epochs, states, pictures and links, to the bits that they have in node. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { loadCore } from '../../../web/core/nca.js';
import { encodeState } from '../../../web/keep/link.js';
import { encodeModel } from '../../../web/share/model-link.js';
import { bitsOf } from '../../support/bits.js';
import { compileShippedWasm } from '../../support/core.js';
import { host } from '../support/host.mjs';
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import { Visitor } from './visitor.mjs';
import * as webkit from './webkit.mjs';

const ROOT = new URL('../../../', import.meta.url);
const PAGE = `<!doctype html><title>Bits</title><script type="module">
import { bitsOf } from './wasm_tests/support/bits.js';
import { loadCore } from './web/core/nca.js';
import { encodeState } from './web/keep/link.js';
import { encodeModel } from './web/share/model-link.js';
try {
  const core = await loadCore(await WebAssembly.compile(await (await fetch('build/wasm/nca.wasm')).arrayBuffer()));
  globalThis.bits = bitsOf({ core, encodeState, encodeModel });
} catch (error) {
  globalThis.bits = { error: String(error) };
}
</script>`;

/** @type {Record<string, string>} */
let wanted;
/** @type {Awaited<ReturnType<typeof host>>} */
let server;
before(async () => {
  server = await host({ '/bits.html': PAGE }, { files: ROOT });
  wanted = bitsOf({ core: await loadCore(await compileShippedWasm()), encodeState, encodeModel });
  const [last, first] = (wanted.losses.match(/[\d.e-]+/g) ?? []).map(Number);
  assert.ok(last < first / 2, `it learns something: ${wanted.losses}`);
});
after(() => server?.close());

for (const engine of [chromium, firefox, webkit]) {
  test(`${engine.name}: 500 epochs and what comes of them`, { skip: engine.missing() }, async () => {
    const visitor = new Visitor(await engine.launch({ width: 400, height: 300 }), `${server.url}/bits.html`);
    try {
      await visitor.driver.goto(visitor.url);
      await visitor.until(() => 'bits' in globalThis);
      assert.deepEqual(await visitor.ask(() => /** @type {any} */ (globalThis).bits), wanted);
    } finally {
      await visitor.driver.close();
    }
  });
}
