/** What is said of the visitor's own models. */

export const library = {
  own: 'Your own',
  kept: 'Kept in this browser.',
  passing: 'Here until this page is closed.',
  notKept: 'This browser keeps nothing for this page, so your models are here until it is closed. Save their weights to have them again.',
  keep: 'Keep it',
  rename: 'Rename',
  remove: 'Remove',
  name: 'Name of the model',
  added: (/** @type {string} */ title) => `“${title}” now stands in the gallery, among your own.`,
  removed: (/** @type {string} */ title) => `“${title}” is removed.`,
};

export const errors = {
  MODEL_DAMAGED: (/** @type {{ title: string }} */ { title }) => `What the browser kept of “${title}” is damaged. It can only be removed.`,
  LIBRARY_FULL: 'The browser has no more room for models. Those that were kept are still there; remove one, or save the weights instead.',
  LIBRARY_FAILED: 'The browser could not keep the model, or not read what it kept. Save the weights to be safe.',
};
