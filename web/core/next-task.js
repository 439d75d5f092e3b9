/** @type {(() => void)[]} */
const waiting = [];
/** Where one posts to oneself, made when it is first needed: a new channel each time would be garbage by the hundred a second. @type {MessagePort | undefined} */
let toSelf;

/** Lets messages in. Not a timer: those are held back to four milliseconds, and to a second in hidden tabs. @returns {Promise<void>} */
export function nextTask() {
  // Node's ports hand out many messages at a time, and keep a process alive; but node has a word for what is meant.
  return new Promise(typeof setImmediate === 'function' ? (resolve) => void setImmediate(resolve) : postToSelf);
}

/** @param {() => void} resolve */
function postToSelf(resolve) {
  toSelf ??= openChannel();
  waiting.push(resolve);
  toSelf.postMessage(undefined);
}

function openChannel() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return port2;
}
