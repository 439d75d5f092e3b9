/** One step of a peer on a GPU against one of ours on the same, every cell alive: in node and in a page alike. */
import { GpuSim } from '../../../web/gpu/sim.js';
import { fromPlanes, peerModel, toPlanes } from '../peers/model.mjs';
import { assertSame, measure } from './measure.mjs';

/** @import { Row } from '../bench.mjs' */

const SEED = 7;
const ON_CARD = { sides: [64, 256, 1024, 4096], stepsAtOnce: 4, warmMs: 500, rounds: 7, roundMs: 100 }, IN_SOFTWARE = { sides: [64, 128], stepsAtOnce: 1, warmMs: 0, rounds: 3, roundMs: 0 };

/** @param {boolean} isSoftware */
export const sidesOf = (isSoftware) => (isSoftware ? IN_SOFTWARE : ON_CARD).sides;

/**
 * @param {{ name: string, create: (model: import('../peers/model.mjs').PeerModel) => Promise<any>, isPlanar: boolean, device: GPUDevice, core: import('../../../web/core/nca.js').Core, isSoftware: boolean, side: number }} options
 *   isPlanar: whether it has a plane a channel
 * @returns {Promise<Row>} of the peer, once it was seen to compute the same
 */
export async function peerStep({ name, create, isPlanar, device, core, isSoftware, side }) {
  const { stepsAtOnce, ...options } = isSoftware ? IN_SOFTWARE : ON_CARD, model = core.newModel('blog', 3);
  for (let i = 6272; i < 8336; i++) model.params[i] = (Math.random() - 0.5) * 0.02;
  // While timed the same work is done, but the state stands: an update too small to see.
  const still = { ...model, params: model.params.map((value, i) => (i < 6272 ? value : value * 1e-7)) }, arrange = isPlanar ? toPlanes : (/** @type {Float32Array} */ rows) => rows;
  const size = { height: side, width: side }, gpu = new GpuSim(device, size), state = Float32Array.from({ length: side * side * 16 }, (_, i) => (i % 16 === 3 ? 1 : Math.random() - 0.5));
  gpu.setModel(model);
  gpu.setClock(SEED, 0);
  gpu.writeState(state);
  gpu.step();
  const bytes = core.fireMask(side, side, SEED, 0, 0.5), check = await create(peerModel(model, size));
  const got = await check.read(await check.step(check.state(arrange(state)), check.mask(bytes)));
  assertSame(`${side}x${side}: ${name}`, isPlanar ? fromPlanes(got) : got, await gpu.readState());
  gpu.setModel(still);
  gpu.writeState(state);
  const peer = await create(peerModel(still, size)), mask = peer.mask(bytes); // given to it: drawing one costs it nothing here
  let now = peer.state(arrange(state));
  const timings = await measure([
    { name: 'GPU', run: () => { gpu.step(stepsAtOnce); return device.queue.onSubmittedWorkDone(); } },
    { name, run: async () => {
      for (let i = 0; i < stepsAtOnce; i++) {
        const next = await peer.step(now, mask);
        peer.dispose(now);
        now = next;
      }
      await peer.done(now);
    } },
  ], options);
  const [ours, other] = timings.map(({ medianMs, bestMs }) => ({ medianMs: medianMs / stepsAtOnce, bestMs: bestMs / stepsAtOnce })), note = `takes ${(other.medianMs / ours.medianMs).toFixed(1)} times as long as ours, ${ours.medianMs.toFixed(2)} ms${isSoftware ? '; in software' : ''}`;
  gpu.destroy();
  return { ...other, name: `${side}x${side}, every cell alive: ${name}`, note };
}
