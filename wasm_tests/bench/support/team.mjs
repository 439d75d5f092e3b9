/** Training workers in node, sharing a batch, as web/training/worker-team.js has them in a page. */
import { Worker } from 'node:worker_threads';
import { transfer, wrap } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';

import { connectAll } from '../../../web/training/exchange.js';

/** @param {number} count */
export function createTeam(count) {
  const workers = Array.from({ length: count }, () => new Worker(new URL('../../support/training-worker.mjs', import.meta.url)));
  const services = /** @type {any[]} */ (workers.map((worker) => wrap(nodeEndpoint(worker))));
  return {
    /** @param {any} job @param {any} onProgress a Comlink proxy */
    train: async (job, onProgress) => {
      const ports = /** @type {any[][]} */ (connectAll(count));
      await Promise.all(services.map((service, index) => service.train(
        transfer({ ...job, ports: ports[index], options: { ...job.options, share: { index, count } } }, ports[index]),
        index === 0 ? onProgress : undefined)));
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}
