/**
 * make test-hours: the studio trains for MINUTES in each browser that is here, hidden half of the time. No epoch is lost, the memory stays as it is, and the checkpoint is,
 * byte for byte, the one that the native program comes to from an early one of the same run. What came of it goes to build/hours/log.jsonl.
 *
 *     MINUTES=60 node wasm_tests/hours/run.mjs [Chromium] [Firefox] [WebKitGTK]
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { loadCore } from '../../web/core/nca.js';
import { readFacts } from '../../web/training/checkpoint-file.js';
import { LossHistory } from '../../web/training/loss-history.js';
import { unpackCheckpoint } from '../../web/training/packed-checkpoint.js';
import * as chromium from '../browser/other/chromium.mjs';
import * as firefox from '../browser/other/firefox.mjs';
import { epochOf, untilEpoch } from '../browser/other/studio.mjs';
import { Visitor } from '../browser/other/visitor.mjs';
import * as webkit from '../browser/other/webkit.mjs';
import { serve } from '../browser/support/browser.mjs';
import { compileShippedWasm } from '../support/core.js';
import { descendantsMb } from './memory.mjs';

/** @import { Driver, LaunchOptions } from '../browser/other/visitor.mjs' */

const MINUTES = Number(process.env.MINUTES ?? 60), TURNS = 8, SAMPLE_MS = 5000, FIRST_EPOCHS = 5;
/** Engines collect their garbage when they like. */
const MAY_GROW_MB = 64, MAY_GROW = 1.1;
const FOLDER = fileURLToPath(new URL('../../build/hours', import.meta.url)), PROGRAM = fileURLToPath(new URL('../../build/native/nca', import.meta.url));
const execute = promisify(execFile);

/** The run of the studio's first recipe would be over in minutes. @param {Visitor} visitor */
const withoutEnd = (visitor) => visitor.ask(() => {
  const field = /** @type {HTMLInputElement} */ (document.querySelector('#parameter-numEpochs'));
  field.value = '0';
  field.dispatchEvent(new Event('input', { bubbles: true }));
});

/** The one run that is kept. @param {Visitor} visitor @returns {Promise<{ checkpoint: Uint8Array, numLosses: number }>} */
async function keptRun(visitor) {
  const { checkpoint, losses, course } = await visitor.ask(async () => {
    /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
    const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const db = await done(indexedDB.open('snowflake-runs')), stores = db.transaction(['bodies', 'pieces']);
    const [[body], pieces] = await Promise.all([done(stores.objectStore('bodies').getAll()), done(stores.objectStore('pieces').getAll())]); // those of the only run, in their order
    db.close();
    const base64 = (/** @type {Uint8Array} */ bytes) => { let text = ''; for (let at = 0; at < bytes.length; at += 8190) text += btoa(String.fromCharCode(...bytes.subarray(at, at + 8190))); return text; };
    const bytesOf = (/** @type {ArrayBufferView | undefined} */ view) => (view ? base64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) : undefined);
    return { checkpoint: base64(new Uint8Array(await new Blob(pieces).arrayBuffer())), losses: bytesOf(body.losses), course: body.course && { ...body.course, recent: Array.from(body.course.recent) } };
  });
  const floats = (/** @type {string | undefined} */ text) => { const bytes = Buffer.from(text ?? '', 'base64'); return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)); };
  return { checkpoint: unpackCheckpoint(Uint8Array.from(Buffer.from(checkpoint, 'base64'))), numLosses: LossHistory.fromKept(floats(losses), course).length };
}

/** @param {Visitor} visitor @param {number} epochs */
async function keptFrom(visitor, epochs) {
  for (;;) {
    const run = await keptRun(visitor).catch(() => undefined); // none is there yet
    if (run && readFacts(run.checkpoint).numEpochs >= epochs) return run;
    await wait(500);
  }
}

/** @param {Uint8Array} early @param {Uint8Array} late of the same run @returns {Promise<Uint8Array>} the late one as the program makes it from the early one, in a fraction of the time */
async function replayed(early, late) {
  const core = await loadCore(await compileShippedWasm()), { numEpochs, numEpochsPlanned, poolSize } = readFacts(late), folder = mkdtempSync(join(tmpdir(), 'snowflake-hours-'));
  const [begun, ended] = ['begun', 'ended'].map((name) => join(folder, `${name}.checkpoint`));
  try {
    writeFileSync(begun, early);
    await execute(PROGRAM, ['train', '--resume', begun, '-o', join(folder, 'flake.safetensors'), '--checkpoint', ended, '--epochs', `${numEpochs}`, '-q']);
    const trainer = core.resumeTrainer(new Uint8Array(readFileSync(ended))), bytes = trainer.checkpoint(poolSize, numEpochsPlanned); // the program planned to end here
    trainer.destroy();
    return bytes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** @param {{ name: string, launch: (options: LaunchOptions) => Promise<Driver> }} engine @param {string} url */
async function trainIn(engine, url) {
  const visitor = new Visitor(await engine.launch({ width: 1200, height: 900 }), url), samples = /** @type {number[]} */ ([]);
  try {
    await visitor.open();
    await visitor.openTrainer();
    await withoutEnd(visitor);
    await visitor.click('#train-start');
    await untilEpoch(visitor, FIRST_EPOCHS);
    const early = await keptFrom(visitor, 1);
    let numHidden = 0;
    for (let turn = 0; turn < TURNS; turn++) {
      const uncover = turn % 2 ? await visitor.driver.cover() : undefined;
      if (uncover && await visitor.ask(() => document.hidden)) numHidden++;
      for (const endMs = Date.now() + MINUTES * 60_000 / TURNS; Date.now() < endMs; await wait(Math.min(SAMPLE_MS, Math.max(endMs - Date.now(), 0)))) samples.push(descendantsMb());
      await uncover?.();
    }
    await visitor.click('#train-pause');
    await visitor.untilText('#train-state', /^Paused/);
    const shown = await epochOf(visitor), late = await keptFrom(visitor, shown), { numEpochs } = readFacts(late.checkpoint);
    const part = Math.ceil(samples.length / TURNS), before = median(samples.slice(part, 2 * part)), after = median(samples.slice(-part));
    const isSame = Buffer.from(await replayed(early.checkpoint, late.checkpoint)).equals(late.checkpoint);
    const came = { browser: engine.name, minutes: MINUTES, numEpochs, from: readFacts(early.checkpoint).numEpochs, numLosses: late.numLosses, hiddenTurns: numHidden, ofTurns: TURNS, beforeMb: Math.round(before), afterMb: Math.round(after), isSame, troubles: await visitor.troubles() };
    console.log(JSON.stringify(came));
    appendFileSync(`${FOLDER}/log.jsonl`, `${JSON.stringify({ at: new Date().toISOString(), ...came })}\n`);
    assert.equal(numHidden, TURNS / 2, 'half of the time nobody sees it');
    assert.ok(isSame, 'the same bits as undisturbed');
    assert.equal(late.numLosses, numEpochs, 'a loss for every epoch');
    assert.ok(after <= Math.max(before + MAY_GROW_MB, before * MAY_GROW), `from ${before} to ${after} MB`);
    assert.deepEqual(came.troubles, []);
  } finally {
    await visitor.driver.close();
  }
}

mkdirSync(FOLDER, { recursive: true });
const wanted = process.argv.slice(2), server = await serve();
try {
  for (const engine of [chromium, firefox, webkit]) {
    if (wanted.length > 0 && !wanted.includes(engine.name)) continue;
    const missing = engine.missing();
    if (missing) console.log(`${engine.name}: ${missing}`);
    else await trainIn(engine, server.url);
  }
} finally {
  await server.close();
}
