/** What is said of the three flakes. */

export const compare = {
  growing: {
    title: 'Growing',
    label: 'Growing: snowflake grown by a neural cellular automaton',
    says: 'Judged up to step 96 and never after. It does not know how to stop.',
  },
  persistent: {
    title: 'Persistent',
    label: 'Persistent: snowflake grown by a neural cellular automaton',
    says: 'It also practised to stay as it is. Wounds were never shown to it.',
  },
  regenerating: {
    title: 'Regenerating',
    label: 'Regenerating: snowflake grown by a neural cellular automaton',
    says: 'Half of all it practised on was wounded. It closes nearly anything.',
  },
  wound: 'Wound all three',
  error: (/** @type {string} */ error, /** @type {string} */ step) => `error ${error} at step ${step}`,
};
