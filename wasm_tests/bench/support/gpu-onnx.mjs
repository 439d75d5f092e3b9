/**
 * A program of sections/gpu.mjs: steps of ONNX Runtime Web, and of ours, in a page of Chromium, without which its WebGPU backend comes to no end; prints rows as JSON. Its arguments are its
 * name and for how many milliseconds one is waited for.
 */
import { sidesOf } from './peer-steps.mjs';
import { withIsolatedPage } from './isolated-page.mjs';

/** @import { Row } from '../bench.mjs' */

const MODULES = '/wasm_tests/bench/node_modules';
const IN_SOFTWARE = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan', '--use-vulkan=swiftshader', '--use-angle=swiftshader'];
const ON_CARD = ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--use-angle=vulkan', '--ignore-gpu-blocklist'];
const isSoftware = Boolean(process.env.NEEDS_ADAPTER);

/** Runs in the page. @param {{ name: string, side: number, isSoftware: boolean }} options */
const inPage = (options) => `(async () => {
  const { loadCore } = await import('/web/core/nca.js');
  const { deviceOf } = await import('/web/gpu/device.js');
  const { peerStep } = await import('/wasm_tests/bench/support/peer-steps.mjs');
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('Chromium gives no adapter for WebGPU here');
  const { createOnnxWebgpuPeer: create } = await import('/wasm_tests/bench/peers/onnx-webgpu.mjs');
  return peerStep({ ...${JSON.stringify(options)}, create, isPlanar: true, device: await deviceOf(adapter), core: await loadCore('/build/wasm/nca_test.wasm') });
})()`;

/** @param {string} name @param {number} forMs @returns {Promise<Row[]>} */
const bench = (name, forMs) => withIsolatedPage(async (page) => {
  const endMs = performance.now() + forMs, rows = /** @type {Row[]} */ ([]);
  for (const side of sidesOf(isSoftware)) {
    const isLate = new Promise((resolve) => { setTimeout(resolve, endMs - performance.now(), undefined); });
    const row = await Promise.race([isLate, page.evaluate(inPage({ name, side, isSoftware })).catch((/** @type {Error} */ error) => ({ name: `${side}x${side}: ${name}`, note: error.message.split('\n')[0] }))]);
    rows.push(/** @type {Row | undefined} */ (row) ?? { name: `${side}x${side}: ${name}`, note: `was not through in ${forMs / 1000} s: it is not compared` });
    if (!row) break;
  }
  return rows;
}, {
  flags: isSoftware ? IN_SOFTWARE : ON_CARD, scripts: [`${MODULES}/protobufjs/dist/protobuf.min.js`],
  imports: { 'onnxruntime-web/webgpu': `${MODULES}/onnxruntime-web/dist/ort.webgpu.bundle.min.mjs`, protobufjs: 'data:text/javascript,export default globalThis.protobuf' },
});

process.stdout.write(`\n${JSON.stringify(await bench(process.argv[2], Number(process.argv[3])))}`);
process.exit(0);
