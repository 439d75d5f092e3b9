/** The stage: one <snowflake-nca> with its gallery, tools, timeline and meters. */
import { createCore } from '../core/shared.js';
import { library } from '../library/shared.js';
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { byId, setText } from './dom.js';
import { atFirstSign } from './first-sign.js';
import { fetchPart } from './fetch-part.js';
import { fileName, pickFile, saveFile } from './files.js';
import { Gallery } from './gallery.js';
import { connectKeepBar, followLink } from './keep-bar.js';
import { tell, tellError, tellIfOutdated } from './messages.js';
import { keepModel } from './own-model-bar.js';
import { connectTimelineBar } from './timeline-bar.js';
import { connectToolBox } from './tool-box.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */
/** @import { Model } from '../core/types.js' */

/**
 * The small flakes of the gallery take 17 kB of weights each, more than all the rest of the page together: they wait until the large one
 * has come so far, and until somebody is there.
 */
const GALLERY_FROM_STEP = 20;
/** @param {SnowflakeNca} flake */
export function connectStage(flake) {
  const save = byId('save-weights', HTMLButtonElement);
  let hasGrown = false, hasRested = false, isSomebodyThere = false;

  connectTimelineBar(flake);
  connectKeepBar(flake);
  const toolBox = connectToolBox(flake);
  const gallery = new Gallery((source) => void flake.loadModel(source, { keepGrid: true }));

  const showGallery = () => {
    if (isSomebodyThere && (flake.paused ? hasGrown : flake.numSteps >= GALLERY_FROM_STEP)) gallery.makeLive();
  };
  atFirstSign(() => {
    isSomebodyThere = true;
    fetchPart(() => library.open()).catch(tellError);
    showGallery();
  });

  flake.addEventListener('ready', () => {
    hasGrown = true;
    save.disabled = false;
    void showModel();
    toolBox.follow();
    showGallery();
  });
  flake.addEventListener('rest', () => {
    if (hasRested) return;
    hasRested = true;
    tell(text.messages.rest);
  });
  flake.addEventListener('error', (event) => {
    const { sentence: general, code, cause } = /** @type {ErrorEvent & CustomEvent} */ (event).detail;
    const sentence = code === 'UNKNOWN' ? general : sentenceOf(cause); // in the words of the page: the element has the core's own for most, which are English
    if (code === 'LOAD_FAILED') void tellIfOutdated();
    tell(hasGrown ? text.messages.keptModel(sentence) : sentence, { isError: true });
    if (hasGrown) void showModel();
  });
  flake.addEventListener('step', (event) => {
    const { numSteps, numAlive, stepsPerSecond, error, isHealing, isStuck, healedAfter } = /** @type {CustomEvent} */ (event).detail;
    setText(byId('meter-step'), text.meter(numSteps));
    setText(byId('meter-alive'), text.meter(numAlive));
    setText(byId('meter-rate'), text.rate(stepsPerSecond));
    setText(byId('meter-error'), error === undefined ? '–' : text.error(error));
    setText(byId('meter-healed'), isHealing ? text.stage[isStuck ? 'stuck' : flake.paused ? 'wounded' : 'healing'] : healedAfter === undefined ? '–' : text.number(healedAfter));
    toolBox.follow();
    showGallery();
  });

  /** Whatever grows is in the library, where it can be chosen again. */
  const showModel = async () => {
    const { currentModel } = flake;
    if (!currentModel) return;
    await library.add(currentModel, flake.modelTitle).catch(tellError);
    gallery.show(flake.currentModel); // which may be another one by now
  };
  library.addEventListener('change', () => { // one of the visitor's own may have been renamed
    const { currentModel } = flake, entry = currentModel && library.entryOf(currentModel);
    if (entry?.kind === 'own' && entry.title !== flake.modelTitle) flake.modelTitle = entry.title;
  });
  /** @param {File} file */
  const open = async (file) => {
    if (!(await flake.loadModel(file))) return;
    tell(text.messages.opened(flake.modelTitle));
    if (flake.currentModel) await keepModel(flake.currentModel, flake.modelTitle);
  };
  byId('open-weights').addEventListener('click', async () => {
    const file = await pickFile('.safetensors,.json');
    if (file) await open(file);
  });
  save.addEventListener('click', () => {
    const { currentModel } = flake;
    if (currentModel) saveWeights({ ...currentModel, name: flake.modelTitle }, flake.modelTitle).catch(tellError);
  });

  void followLink(flake);
  addEventListener('hashchange', () => void followLink(flake));
  return { open };
}

/** @param {Model} model @param {string} title */
export async function saveWeights(model, title) {
  const core = await createCore(), name = fileName(title, 'safetensors');
  tell(saveFile(core.writeWeights(model), name));
}
