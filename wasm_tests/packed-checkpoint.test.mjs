/** Packed checkpoints: smaller, and the same bits again; whatever is cut or changed is refused. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';

import { loadCore } from '../web/core/nca.js';
import { poolPlace, readFacts, readTargetOf } from '../web/training/checkpoint-file.js';
import { packCheckpoint, stateCuts, unpackCheckpoint } from '../web/training/packed-checkpoint.js';
import { planOf, readSettings, targetOptionsOf } from '../web/training/parameters.js';
import { compileShippedWasm } from './support/core.js';

/**
 * @import { Model } from '../web/core/types.js'
 * @import { Settings } from '../web/training/parameters.js'
 */

const POOL_SIZE = 7, EPOCHS = 3;

/** @type {import('../web/core/nca.js').Core} */
let core;
/** @param {number} poolSize @param {Partial<Settings>} [differing] @param {Model} [begun] default: one that has learnt nothing */
const trainerWith = async (poolSize, differing, begun) => {
  const settings = readSettings({ side: 20, padding: 2, poolSize, batch: 2, numStepsMin: 8, numStepsMax: 12, ...differing });
  const png = new Uint8Array(await readFile(new URL('../assets/targets/snowflake.png', import.meta.url)));
  const { options, model, target } = planOf(core, settings, { target: core.readTarget(png, targetOptionsOf(settings)) });
  return core.createTrainer(options, begun ?? model, target);
};

/** @param {number} poolSize */
const fileWith = async (poolSize) => {
  const trainer = await trainerWith(poolSize);
  for (let epoch = 0; epoch < EPOCHS; epoch++) trainer.epoch();
  const file = trainer.checkpoint(poolSize);
  trainer.destroy();
  return file;
};

before(async () => { core = await loadCore(await compileShippedWasm()); });

test('a checkpoint is smaller when packed, and the same when unpacked; its head can be read either way', async () => {
  const file = await fileWith(POOL_SIZE), packed = packCheckpoint(file);
  assert.ok(packed.length < 0.8 * file.length, `${packed.length} of ${file.length}`);
  assert.equal(packed.buffer.byteLength, packed.length, 'a memory of its own');
  assert.deepEqual(unpackCheckpoint(packed), file);
  assert.deepEqual(readFacts(packed), readFacts(file));
  assert.deepEqual(readTargetOf(packed), readTargetOf(file));
  assert.equal(unpackCheckpoint(file), file, 'a whole one stays as it is');
});

test('minus zero and NaN are kept; so are a pool that is empty, full, or none', async () => {
  const file = await fileWith(POOL_SIZE), { headBytes, stateBytes, numStates } = poolPlace(file);
  const words = new Uint32Array(file.buffer, headBytes, (numStates * stateBytes) / 4);
  words.fill(0);
  assert.deepEqual(unpackCheckpoint(packCheckpoint(file)), file);
  words[16 * 5 + 3] = 0x80000000;
  words[words.length - 1] = 0x7fc00001;
  assert.deepEqual(unpackCheckpoint(packCheckpoint(file)), file);
  words.fill(1);
  assert.deepEqual(unpackCheckpoint(packCheckpoint(file)), file);
  const bare = await fileWith(0);
  assert.deepEqual(unpackCheckpoint(packCheckpoint(bare)), bare);
});

test('one that is cut, longer, or says other cells is refused', async () => {
  const packed = packCheckpoint(await fileWith(POOL_SIZE)), { headBytes } = poolPlace(packed);
  for (let length = 0; length < packed.length; length += 61) assert.throws(() => unpackCheckpoint(packed.slice(0, length)), { code: 'NCA_ERR_CHECKPOINT_DAMAGED' }, String(length));
  const longer = new Uint8Array(packed.length + 64);
  longer.set(packed);
  assert.throws(() => unpackCheckpoint(longer), { code: 'NCA_ERR_CHECKPOINT_DAMAGED' });
  const other = packed.slice();
  other[headBytes] ^= 1;
  assert.throws(() => unpackCheckpoint(other), { code: 'NCA_ERR_CHECKPOINT_DAMAGED' });
});

test('cut between its states, only those that were drawn differ after an epoch', async () => {
  // What does not grow is not kept: the states of a rule that has learnt nothing stay empty.
  const grown = core.readWeights(new Uint8Array(await readFile(new URL('../assets/models/snowflake.safetensors', import.meta.url))));
  const trainer = await trainerWith(POOL_SIZE, { side: 72, padding: 16, numStepsMin: 90, numStepsMax: 90 }, grown);
  trainer.epoch();
  const piecesOf = (/** @type {Uint8Array} */ file) => { const cuts = stateCuts(file); return [0, ...cuts].map((at, i) => file.slice(at, cuts[i])); };
  for (const asKept of [packCheckpoint, (/** @type {Uint8Array} */ file) => file]) {
    const before = piecesOf(asKept(trainer.checkpoint(POOL_SIZE)));
    trainer.epoch();
    const file = trainer.checkpoint(POOL_SIZE), after = piecesOf(asKept(file));
    assert.deepEqual([before.length, after.length], [1 + POOL_SIZE, 1 + POOL_SIZE], 'the head, and each state');
    assert.equal(after[0].length, poolPlace(file).headBytes);
    const differing = after.filter((piece, i) => Buffer.compare(piece, before[i]) !== 0);
    assert.ok(differing.length > 1 && differing.length <= 1 + 2, `${differing.length} differ: the head and the states of a batch of 2`);
  }
  trainer.destroy();
  const packed = packCheckpoint(await fileWith(POOL_SIZE));
  assert.throws(() => stateCuts(packed.slice(0, poolPlace(packed).headBytes + 300)), { code: 'NCA_ERR_CHECKPOINT_DAMAGED' });
  assert.deepEqual(stateCuts(await fileWith(0)), []);
});
