/** What is not needed to look at the first flake waits until somebody is there, who moves something. */

const SIGNS_OF_LIFE = /** @type {const} */ (['pointermove', 'pointerdown', 'keydown', 'scroll', 'focusin']);

/** @param {() => void} act is called once */
export function atFirstSign(act) {
  const somebody = () => {
    for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, somebody);
    act();
  };
  for (const sign of SIGNS_OF_LIFE) addEventListener(sign, somebody, { passive: true });
}
