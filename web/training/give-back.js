/**
 * Gives the memory of buffers back at once. Training makes megabytes of gradients a second, and a checkpoint every few: left to the garbage
 * collector, each worker's and the page's, they take many times what is in use.
 *
 * They are posted to where nobody is: what is in a message that cannot arrive is freed with it. `ArrayBuffer.prototype.transfer(0)` frees only
 * what was never in a message before; of the others, Chromium keeps the memory as long as the object that JavaScript no longer sees.
 */
const { port1: nowhere, port2 } = new MessageChannel();
port2.close();

/** @param {readonly ArrayBuffer[]} buffers nobody needs any more; those that were given back already may be among them */
export function giveBack(buffers) {
  nowhere.postMessage(undefined, [...new Set(buffers)].filter(({ byteLength }) => byteLength > 0));
}
