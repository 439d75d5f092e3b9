/** What is not needed to look at the first flake waits until somebody moves something, or has looked for a while. */

const SIGNS_OF_LIFE = /** @type {const} */ (['pointermove', 'pointerdown', 'keydown', 'scroll', 'focusin']);
/** By then the first flake has grown. */
const ONLY_LOOKS_MS = 4000;

/** @param {() => void} act is called once */
export function atFirstSign(act) {
  const somebody = () => {
    clearTimeout(timer);
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, somebody);
    act();
  };
  const timer = setTimeout(somebody, ONLY_LOOKS_MS);
  for (const sign of SIGNS_OF_LIFE) addEventListener(sign, somebody, { passive: true });
}
