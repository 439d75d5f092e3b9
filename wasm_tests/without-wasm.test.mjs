/** The core as plain JavaScript: whatever grows in it comes to the bits of the wasm. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { NcaError } from '../web/core/error.js';
import { loadShowCore, ShowCore } from '../web/core/show-core.js';
import { orByScript } from '../web/core/without-wasm.js';
import { makeScript } from '../web/script/make.mjs';

const MODELS = new URL('../assets/models/', import.meta.url), WASM = new URL('../build/wasm/nca_show.wasm', import.meta.url);
const none = () => { throw new NcaError('NO_WEBASSEMBLY', 'none'); };

/** @type {ShowCore} */
let wasm;
/** @type {string} */
let folder;
/** @type {URL} */
let address;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snowflake-script-'));
  await writeFile(join(folder, 'script.mjs'), await makeScript('/* of a test */'));
  address = pathToFileURL(join(folder, 'script.mjs'));
  wasm = await loadShowCore(new Uint8Array(await readFile(WASM)));
});
after(() => rm(folder, { recursive: true, force: true }));

test('without a script it says what WebAssembly lacks, and with wasm it asks for none; other errors stay what they are', async () => {
  const isOf = (/** @type {string} */ code) => (/** @type {unknown} */ error) => error instanceof NcaError && error.code === code;
  await assert.rejects(orByScript(none, ShowCore, () => new URL('nonesuch.mjs', address)), isOf('NO_WEBASSEMBLY'));
  await assert.rejects(orByScript(none, ShowCore, () => { throw new TypeError('no address'); }), isOf('NO_WEBASSEMBLY'));
  await assert.rejects(orByScript(() => { throw new NcaError('LOAD_FAILED'); }, ShowCore, () => address), isOf('LOAD_FAILED'));
  assert.equal(await orByScript(async () => wasm, ShowCore, () => assert.fail('asked')), wasm);
});

test('every model grows, is wounded, seeded and turned to the same bits, and as many cores as are asked for know nothing of one another', async () => {
  const script = await orByScript(none, ShowCore, () => address), other = await orByScript(none, ShowCore, () => address);
  assert.notEqual(script.exports.memory.buffer, other.exports.memory.buffer);
  for (const name of (await readdir(MODELS)).filter((file) => file.endsWith('.safetensors'))) {
    const file = new Uint8Array(await readFile(new URL(name, MODELS)));
    const [want, got] = [wasm, script].map((core) => {
      const model = core.readModel(file), sim = core.createSim({ height: 29, width: 33 }), seen = [];
      sim.setModel(model);
      sim.reset(7);
      sim.step(24);
      sim.wound({ shape: 'half', x: 16, y: 14, size: 0, angle: 0.4 });
      sim.plant(5, 6);
      sim.setAngle(0.3);
      sim.step(12);
      seen.push(new Uint8Array(sim.state.slice().buffer), sim.rgba().slice(), core.writeWeights(model), sim.numAlive);
      sim.destroy();
      return seen;
    });
    assert.ok(Number(want[3]) > 20, name);
    assert.deepEqual(got, want, name);
  }
});

test('its memory grows, and what it draws besides is the same', async () => {
  const script = await orByScript(none, ShowCore, () => address), before = script.memoryBytes;
  const [want, got] = [wasm, script].map((core) => {
    const sim = core.createSim({ height: 200, width: 190 });
    sim.destroy();
    return [core.growIce({ numSteps: 9, side: 64 }), core.crystalPoint(48213), core.fireMask(9, 7, 3, 5, 0.5)];
  });
  assert.deepEqual(got, want);
  assert.ok(script.memoryBytes > before);
});
