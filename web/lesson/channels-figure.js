/** All channels of a flake, as pictures. */
import { ChannelPictures } from './channels.js';
import { part } from './parts.js';

/** @import { Lesson } from './lesson.js' */

/** @param {HTMLElement} root @param {Lesson} lesson */
export function channelsFigure(root, { walk }) {
  const pictures = new ChannelPictures(part(root, 'channels'));
  walk.figure(root, () => pictures.draw(walk.sim));
}
