/** Long work in slices, between which the page can draw and answer. */

const SLICE_MS = 12;

/**
 * @param {AbortSignal} [signal]
 * @returns {() => Promise<boolean>} to be awaited wherever the work may pause, or end because it is no longer wanted; whether it did pause
 */
export function slices(signal) {
  let begunMs = performance.now();
  return async () => {
    throwIfAborted(signal);
    if (performance.now() - begunMs < SLICE_MS) return false;
    await otherTasks();
    throwIfAborted(signal);
    begunMs = performance.now();
    return true;
  };
}

/** @param {AbortSignal} [signal] */
export function throwIfAborted(signal) {
  if (signal?.aborted) throw signal.reason;
}

/** Not by a timer: nested ones wait 4 ms each, and a whole second where the tab is hidden. @returns {Promise<void>} */
function otherTasks() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
