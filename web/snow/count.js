/**
 * How many flakes fall. The processor bears some dozens; where there is a graphics card, the slider goes on to thousands, which are far off.
 *
 * @import { Model } from '../core/types.js'
 * @import { Blizzard } from './blizzard.js'
 * @import { SnowScene } from './scene.js'
 */
import { withoutDetails } from '../core/details.js';
import { roomFor } from '../gpu/atlas-size.js';
import { findAdapter } from '../gpu/device.js';
import { byId } from '../page/dom.js';
import { fetchPart } from '../page/fetch-part.js';
import { tell } from '../page/messages.js';
import { text } from '../text/text.js';
import { drawKinds } from './falling.js';
import { FLAKES_NEAR, numFlakesAt, PLACES_FAR } from './many.js';
import { connectSlider } from './slider.js';

/** More nobody can tell apart. */
const FLAKES_FAR = 3000;
/** Where a processor has to pretend to be a card, and somebody wants it so. */
const FLAKES_FAR_IN_SOFTWARE = 40;

/**
 * @param {SnowScene} scene @param {() => Model} modelNow what falls is of
 * @param {() => boolean} onlyOnCard not where a processor has to pretend to be one
 * @returns {{ change: () => Promise<void> }} change: something else falls from now on
 */
export function connectCount(scene, modelNow, onlyOnCard) {
  const slider = byId('snow-count', HTMLInputElement);
  let most = FLAKES_NEAR, isGivenUp = false, isOpening = false, numWanted = 0, far = /** @type {Blizzard | undefined} */ (undefined);

  const giveUp = () => {
    if (isGivenUp) return;
    isGivenUp = true;
    scene.setFar(undefined);
    far?.destroy();
    far = undefined;
    setMost(FLAKES_NEAR);
    tell(text.snow.onlyNear);
  };
  const open = async () => {
    isOpening = true;
    try {
      const { openBlizzard } = await fetchPart(() => import('./blizzard.js')), model = modelNow();
      far = await openBlizzard({ onlyOnCard: onlyOnCard(), drawKind: drawKinds(model), sky: scene.sky, onDrawn: () => scene.showFar(), onLost: giveUp });
      if (isGivenUp) return far.destroy(); // it was taken away meanwhile
      if (model !== modelNow()) far.change(drawKinds(modelNow()));
      scene.setFar(far);
      scene.setFarCount(numWanted);
    } catch {
      giveUp();
    }
  };
  const setFarCount = (/** @type {number} */ count) => {
    numWanted = count;
    try {
      if (far) scene.setFarCount(count);
      else if (count > 0 && !isOpening) void open();
    } catch {
      giveUp(); // no kernels for such cells, or no room
    }
  };
  const show = connectSlider('snow-count', (place) => {
    const count = numFlakesAt(place, most);
    scene.setCount(Math.min(count, FLAKES_NEAR));
    setFarCount(Math.max(0, count - FLAKES_NEAR));
    return text.snow.flakeCount(count);
  });
  const setMost = (/** @type {number} */ count) => {
    most = count;
    slider.max = String(FLAKES_NEAR + (count > FLAKES_NEAR ? PLACES_FAR : 0)); // a value beyond it becomes the largest
    show();
  };
  const fit = async () => {
    const model = modelNow(), found = await findAdapter({ onlyOnCard: onlyOnCard() }).catch(() => undefined);
    if (isGivenUp || !found || model !== modelNow()) return;
    setMost(FLAKES_NEAR + Math.min(roomFor(found.adapter.limits, withoutDetails(model)), found.isSoftware ? FLAKES_FAR_IN_SOFTWARE : FLAKES_FAR));
  };
  void fit();
  return {
    change: () => {
      far?.change(drawKinds(modelNow()));
      return fit();
    },
  };
}
