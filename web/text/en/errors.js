/** What the page says of an error, by its code; the studio has some more of its own. */
import { coreErrors } from './core-errors.js';
import { element } from './element.js';

export const errors = {
  ...coreErrors,
  ...element.errors,

  SANDBOX_DOWNLOAD: 'The frame that this page stands in lets nobody save files. Open the page by itself, or give the frame “allow-downloads”.',
  NO_RECORD: 'This flake did not begin at its seed here, so its growth cannot be told again. Restart it first.',
  NEWER_LINK: 'This link was made by a newer version of this page. Reload the page to read it.',
  BAD_LINK: 'This link is incomplete or damaged, so its flake cannot be shown.',
  LINK_TOO_LONG: 'Too much was done to this snowflake for a link to hold. Restart it, or save a GIF or video instead.',
  NOT_BUNDLED: 'A link can only hold models that come with the page. Save the weights to share your own.',
  NO_VIDEO: 'This browser cannot make a video. A GIF works everywhere.',
  VIDEO_FAILED: 'The browser could not make the video. A GIF works everywhere.',

  BAD_MODEL_LINK: 'This link to a model is incomplete or damaged, so what it grows cannot be shown.',
  MODEL_NOT_FINITE: 'These weights hold numbers that are not finite, so a link cannot carry them.',
  MODEL_OUT_OF_RANGE: 'A link can only carry a model for a grid of 3 to 1,024 cells on a side, with settings within their ranges.',
  LICENSE_TOO_LONG: 'The licence of this model is too long for a link. Save the weights instead.',

  MODEL_DAMAGED: (/** @type {{ title: string }} */ { title }) => `What the browser kept of “${title}” is damaged. It can only be removed.`,
  LIBRARY_FULL: 'The browser has no more room for models. Those that were kept are still there; remove one, or save the weights instead.',
  LIBRARY_FAILED: 'The browser could not keep the model, or not read what it kept. Save the weights to be safe.',
};
