/** All 16 channels of a flake, as pictures. */
import { ChannelPictures } from './channels.js';
import { LiveFigure } from './live-figure.js';
import { part } from './parts.js';
import { subjectOf } from './small-flake.js';
import { FlakeSource } from './source.js';

/** @import { Lesson } from './lesson.js' */

/** @param {HTMLElement} root @param {Lesson} lesson */
export function channelsFigure(root, { stage, newSim, signal }) {
  const own = newSim(), pictures = new ChannelPictures(part(root, 'channels'));
  const figure = new LiveFigure(root, { subject: subjectOf(own), draw: () => pictures.draw(source.sim) }, signal);
  // Not the stage's at first: here one wants to see them grow.
  const source = new FlakeSource({
    stage, own, box: part(root, 'source', HTMLInputElement), prefersStage: false,
    onChange: (isStage) => figure.hold(isStage),
    onStep: () => figure.request(),
  }, signal);
}
