/**
 * Trades gradients between the workers that share a batch, by messages alone: no shared memory, so a page needs no special
 * headers. Every worker sends its samples to every other and gets theirs, so all can take the same step by themselves.
 *
 * With its gradients the first worker says what else is due after this epoch, so that all do it at the same one. A checkpoint that is
 * being filled goes round from worker to worker.
 *
 * @typedef {{ sample: number, loss: number, grads: Float32Array<ArrayBuffer> }} SampleResult
 * @typedef {{ epoch: number, results: SampleResult[], isSaved: boolean }} Parcel of one worker, for one epoch; isSaved: a checkpoint is due after it
 * @typedef {{ head: Uint8Array<ArrayBuffer>, states: (Uint8Array<ArrayBuffer> | undefined)[] }} OpenFile a checkpoint that is being filled: states by slot, packed, those of a worker in one memory
 */

export class GradientExchange {
  #ports;
  #next;
  /** Parcels that came before they were asked for, by epoch: a worker may be up to one epoch ahead. @type {Map<number, Parcel[]>} */
  #arrived = new Map();
  /** @type {OpenFile[]} */
  #files = [];
  #notify = () => {};
  #notifyOfFile = () => {};

  /** @param {MessagePort[]} ports to the other workers, in their order @param {number} index one's own place among them */
  constructor(ports, index) {
    this.#ports = ports;
    this.#next = ports[index % ports.length];
    for (const port of ports) {
      port.onmessage = ({ data }) => {
        if ('head' in data) {
          this.#files.push(/** @type {OpenFile} */ (data));
          this.#notifyOfFile();
          return;
        }
        const parcel = /** @type {Parcel} */ (data);
        this.#arrived.set(parcel.epoch, [...this.#arrivedFor(parcel.epoch), parcel]);
        this.#notify();
      };
    }
  }

  /**
   * Give one's own results of an epoch to the others and wait for theirs.
   * @param {Parcel} parcel is gone afterwards
   * @returns {Promise<{ results: SampleResult[], isSaved: boolean }>} those of the others, and whether any of all wants a checkpoint
   */
  async trade(parcel) {
    const { epoch } = parcel;
    const last = this.#ports.length - 1, own = parcel.results.map(({ grads }) => grads.buffer);
    this.#ports.forEach((port, i) => port.postMessage(parcel, i === last ? own : [])); // a copy for each but the last, which gets them themselves
    while (this.#arrivedFor(epoch).length < this.#ports.length) {
      await new Promise((resolve) => { this.#notify = () => resolve(undefined); });
    }
    const parcels = this.#arrivedFor(epoch);
    this.#arrived.delete(epoch);
    return { results: parcels.flatMap(({ results }) => results), isSaved: parcel.isSaved || parcels.some(({ isSaved }) => isSaved) };
  }

  /** Hand a checkpoint on to the next worker, or from the last back to the first. @param {OpenFile} file */
  pass(file) {
    this.#next.postMessage(file, [file.head.buffer, ...new Set(file.states.flatMap((state) => state?.buffer ?? []))]);
  }

  /** The checkpoint that comes round. @returns {Promise<OpenFile>} */
  async receive() {
    for (;;) {
      const file = this.#files.shift();
      if (file) return file;
      await new Promise((resolve) => { this.#notifyOfFile = () => resolve(undefined); });
    }
  }

  close() {
    for (const port of this.#ports) port.close();
  }

  /** @param {number} epoch */
  #arrivedFor(epoch) {
    return this.#arrived.get(epoch) ?? [];
  }
}

/** For each of several workers its ports to all the others, in their order. @param {number} count @returns {MessagePort[][]} */
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
