/** The stage: one <snowflake-nca> with its gallery, tools, timeline and meters. */
import { anyFlake, isOfFamily, mixOfFlake } from '../core/family.js';
import { goalOfMix } from '../core/mix.js';
import { createCore } from '../core/shared.js';
import { bundledFamily, findBundledModel } from '../library/bundled.js';
import { library } from '../library/shared.js';
import { sentenceOf } from '../text/sentence-of.js';
import { text } from '../text/text.js';
import { connectAnother } from './another.js';
import { byId, setHidden, setText } from './dom.js';
import { atFirstSign } from './first-sign.js';
import { fetchPart } from './fetch-part.js';
import { fileName, pickFile, saveFile } from './files.js';
import { connectFullScreen } from './full-screen.js';
import { Gallery } from './gallery.js';
import { connectGhostHand } from './ghost-hand.js';
import { growOther, isSeveral, mixOf, numGoalsOf } from './goals.js';
import { connectKeepBar, followLink } from './keep-bar.js';
import { tell, tellError, tellIfOutdated } from './messages.js';
import { keepModel } from './own-model-bar.js';
import { connectSoundButton } from './sound-button.js';
import { StageSize } from './stage-size.js';
import { connectTimelineBar } from './timeline-bar.js';
import { connectToolBox } from './tool-box.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */
/** @import { Model } from '../core/types.js' */
/** @import { LibraryEntry } from '../library/entry.js' */

/** It is something by then, and can be drawn on. */
const INVITED_FROM_STEP = 60;
/** Errors of a graphics card, without which it grows and is drawn as well: they say nothing of a model. */
const OF_CARD = /^(NO_WEBGPU|GPU_|SHADER_)/;

/** @param {SnowflakeNca} flake @param {{ trainOn: (entry: LibraryEntry) => Promise<void> }} page */
export function connectStage(flake, { trainOn }) {
  const save = byId('save-weights', HTMLButtonElement);
  const size = new StageSize(flake);
  let hasGrown = false, hasRested = false;
  /** What the gallery has as chosen. @type {{ model?: Model, goal?: number }} */
  let shown = {};
  /** What comes with the first model that needs it. @type {Partial<Record<'goals' | 'family', Promise<void>>>} */
  const bars = {};
  const bring = (/** @type {keyof typeof bars} */ bar, /** @type {() => Promise<void>} */ load) => {
    bars[bar] ??= fetchPart(load).catch((error) => {
      bars[bar] = undefined; // the next one tries again
      tellError(error);
    });
  };

  connectTimelineBar(flake);
  connectKeepBar(flake);
  const toolBox = connectToolBox(flake);
  connectInvitation(flake);
  connectGhostHand(flake, byId('ghost'));
  const full = byId('full', HTMLButtonElement);
  connectFullScreen(byId('instrument'), full, (isFull) => full.setAttribute('aria-pressed', String(isFull)));
  connectSoundButton(flake, byId('sound', HTMLButtonElement));
  const morph = byId('morph', HTMLInputElement);
  const turn = (/** @type {string} */ goal) => {
    flake.goal = goal;
    if (flake.hasAttribute('paused')) flake.play(); // who chooses one wants to see it become that
  };
  const choose = async (/** @type {string | Model} */ source, /** @type {string} */ goal) => {
    const isFamily = typeof source === 'string' ? findBundledModel(source)?.isFamily : isOfFamily(source), which = isFamily ? { mix: mixOfFlake(anyFlake()) } : { goal };
    const isMorph = morph.checked, isThere = await flake.loadModel(source, { keepGrid: isMorph, ...which });
    if (isThere && !isMorph && flake.hasAttribute('paused')) flake.play(); // who chooses one wants to see it grow
  };
  connectAnother(flake, () => choose(bundledFamily.id, ''));
  const gallery = new Gallery({ choose, turn, trainOn });
  atFirstSign(() => {
    void fetchPart(() => library.open()).catch(tellError);
    fetchPart(() => import('./look-switch.js')).then(({ connectLookSwitch }) => connectLookSwitch(flake, byId('stage'))).catch(tellError);
  });

  flake.addEventListener('ready', () => {
    hasGrown = true;
    save.disabled = false;
    void showModel();
    toolBox.follow();
    const { currentModel: model } = flake;
    if (model && isOfFamily(model)) bring('family', () => import('./family-bar.js').then(({ connectFamily }) => connectFamily(flake)));
    else if (numGoalsOf(flake) > 1) bring('goals', () => import('./goals-bar.js').then(({ connectGoals }) => connectGoals(flake)));
  });
  flake.addEventListener('rest', () => {
    if (hasRested) return;
    hasRested = true;
    tell(text.messages.rest);
  });
  flake.addEventListener('error', (event) => {
    const { sentence: general, code, cause } = event.detail;
    const sentence = code === 'UNKNOWN' ? general : sentenceOf(cause); // in the words of the page: the element has the core's own for most, which are English
    if (code === 'LOAD_FAILED') void tellIfOutdated();
    const isOfModel = hasGrown && !OF_CARD.test(code);
    tell(isOfModel ? text.messages.keptModel(sentence) : sentence, { isError: true });
    if (isOfModel) void showModel();
  });
  flake.addEventListener('step', (event) => {
    const { numSteps, numAlive, stepsPerSecond, error, likeness, isHealing, isStuck, healedAfter } = /** @type {CustomEvent} */ (event).detail;
    setText(byId('meter-step'), text.meter(numSteps));
    setText(byId('meter-alive'), text.meter(numAlive));
    setText(byId('meter-rate'), text.rate(stepsPerSecond));
    const isTexture = flake.currentModel?.match === 'texture', unknown = isTexture ? text.stage.texture : '–'; // which is to be met nowhere in particular
    setText(byId('meter-error'), error === undefined ? unknown : text.error(error));
    setText(byId('meter-healed'), isHealing ? text.stage[isStuck ? 'stuck' : flake.paused ? 'wounded' : 'healing'] : healedAfter === undefined ? unknown : text.number(healedAfter));
    const noPicture = isTexture ? text.stage.textureGrows : isSeveral(flake) ? text.stage.severalGrow : text.stage.cellsAlive(numAlive);
    setText(byId('likeness'), likeness === undefined ? noPicture : text.stage.like(likeness));
    toolBox.follow();
    followGoal();
  });

  /** Whatever grows is in the library, where it can be chosen again. */
  const showModel = async () => {
    const { currentModel } = flake;
    if (!currentModel) return;
    await library.add(currentModel, flake.modelTitle).catch(tellError);
    shown = { model: flake.currentModel, goal: goalOfMix(mixOf(flake)) }; // which may be another one by now
    gallery.show(shown.model, shown.goal);
  };
  /** In the gallery, too, it is another tile: also where that was taken back. */
  const followGoal = () => {
    const { currentModel } = flake, goal = goalOfMix(mixOf(flake));
    if (currentModel && currentModel === shown.model && goal !== shown.goal) gallery.show(currentModel, (shown.goal = goal));
  };
  flake.addEventListener('edit', followGoal);
  library.addEventListener('change', () => { // one of the visitor's own may have been renamed
    const { currentModel } = flake, entry = currentModel && library.entryOf(currentModel);
    if (entry?.kind === 'own' && entry.title !== flake.modelTitle) flake.modelTitle = entry.title;
  });
  /** @param {File} file */
  const open = async (file) => {
    if (!(await growOther(flake, file))) return;
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

  void followLink(flake, size);
  addEventListener('hashchange', () => void followLink(flake, size));
  return { open };
}

/** The one line on the stage: gone with the first touch of the flake. @param {SnowflakeNca} flake */
function connectInvitation(flake) {
  const invite = byId('invite'), touched = new AbortController(), { signal } = touched;
  flake.addEventListener('step', () => { if (flake.numSteps >= INVITED_FROM_STEP) setHidden(invite, false); }, { signal });
  for (const type of ['pointerdown', 'edit']) {
    flake.addEventListener(type, () => {
      touched.abort();
      setHidden(invite, true);
    }, { signal });
  }
}

/** @param {Model} model @param {string} title */
export async function saveWeights(model, title) {
  const core = await createCore(), name = fileName(title, 'safetensors');
  tell(saveFile(core.writeWeights(model), name));
}
