/** What a fuzzer in JavaScript draws by: FUZZ_EXECS says how many inputs of each kind, FUZZ_SEED which ones. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
export const EXECS = Number(process.env.FUZZ_EXECS ?? 300);
/** Where readers of numbers have their edges. */
export const EDGES = [0, 1, 2, 3, 15, 16, 31, 32, 63, 64, 127, 128, 255, 256, 1023, 1024, 1025, 2000, 2001, 8191, 8192, 16384, 65535, 10_000_000, 10_000_001, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53];

/**
 * Numbers from 0 to below 1, that do not come again in as many as a campaign draws (2^32 are few for it), and others for each seed: sfc32 of Doty-Humphrey's PractRand.
 * @param {number} seed @param {number} stream
 */
function smallFastCounting(seed, stream) {
  let a = stream | 0, b = seed | 0, c = 0, counter = 1;
  const next = () => {
    const sum = a + b + counter | 0;
    counter = counter + 1 | 0;
    a = b ^ b >>> 9;
    b = c + (c << 3) | 0;
    c = (c << 21 | c >>> 11) + sum | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** @param {string} name of a test: each has numbers of its own */
export function lot(name) {
  const share = smallFastCounting(SEED, [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0) | 0, 0));
  const below = (/** @type {number} */ count) => Math.min(Math.floor(share() * count), count - 1);
  return {
    share, below,
    chance: (/** @type {number} */ part) => share() < part,
    between: (/** @type {number} */ low, /** @type {number} */ high) => low + (high - low) * share(),
    /** @template T @param {readonly T[]} all */
    one: (all) => all[below(all.length)],
  };
}

/** @typedef {ReturnType<typeof lot>} Lot */
