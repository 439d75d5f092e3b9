/** What the page says of an error, in its language. */
import { sentenceIn } from './sentence-in.js';
import { text } from './text.js';

/** What nobody foresaw gets a general sentence, and its details go to the console. @param {unknown} error an NcaError, or what was kept of one */
export function sentenceOf(error) {
  const { code } = /** @type {{ code?: unknown }} */ (error ?? {});
  const sentence = typeof code === 'string' ? sentenceIn(text.errors, /** @type {{ code: string }} */ (error)) : undefined;
  if (sentence === undefined || code === 'BAD_ARGUMENT') console.error(error);
  return sentence ?? text.messages.failed;
}
