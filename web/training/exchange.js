/**
 * Trades gradients between the workers that share a batch, by messages alone: no shared memory, so a page needs no special
 * headers. Every worker sends its samples to every other and gets theirs, so all can take the same step by themselves.
 *
 * @typedef {{ sample: number, loss: number, grads: Float32Array }} SampleResult
 * @typedef {{ epoch: number, results: SampleResult[] }} Parcel of one worker, for one epoch
 */

export class GradientExchange {
  #ports;
  /** Parcels that came before they were asked for, by epoch: a worker may be up to one epoch ahead. @type {Map<number, Parcel[]>} */
  #arrived = new Map();
  #notify = () => {};

  /** @param {MessagePort[]} ports to the other workers */
  constructor(ports) {
    this.#ports = ports;
    for (const port of ports) {
      port.onmessage = ({ data }) => {
        const parcel = /** @type {Parcel} */ (data);
        this.#arrived.set(parcel.epoch, [...this.#arrivedFor(parcel.epoch), parcel]);
        this.#notify();
      };
    }
  }

  /**
   * Give one's own results of an epoch to the others and wait for theirs.
   * @param {number} epoch
   * @param {SampleResult[]} results
   * @returns {Promise<SampleResult[]>} those of the others
   */
  async trade(epoch, results) {
    for (const port of this.#ports) port.postMessage({ epoch, results });
    while (this.#arrivedFor(epoch).length < this.#ports.length) {
      await new Promise((resolve) => { this.#notify = () => resolve(undefined); });
    }
    const parcels = this.#arrivedFor(epoch);
    this.#arrived.delete(epoch);
    return parcels.flatMap((parcel) => parcel.results);
  }

  close() {
    for (const port of this.#ports) port.close();
  }

  /** @param {number} epoch */
  #arrivedFor(epoch) {
    return this.#arrived.get(epoch) ?? [];
  }
}

/** For each of several workers its ports to all the others. @param {number} count @returns {MessagePort[][]} */
export function connectAll(count) {
  /** @type {MessagePort[][]} */
  const ports = Array.from({ length: count }, () => []);
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const { port1, port2 } = new MessageChannel();
      ports[a].push(port1);
      ports[b].push(port2);
    }
  }
  return ports;
}
