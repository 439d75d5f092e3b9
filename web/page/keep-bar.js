/** What a visitor takes home: picture, film, link; and the flake that a link tells of. */
import { createCore } from '../core/shared.js';
import { decodeState, encodeState } from '../keep/link.js';
import { embedSnippet } from '../share/embed-snippet.js';
import { viewOf, withView } from '../share/link-letters.js';
import { decodeModel, encodeModel } from '../share/model-link.js';
import { isDear, mostMsFor } from '../keep/price.js';
import { cellsOf } from '../look/cells.js';
import { homeOf } from '../look/framing.js';
import { linkStateOf, modelNamesOf, recordOf } from '../keep/record.js';
import { NcaError } from '../core/error.js';
import { bundledEntryOf, findBundledModel } from '../library/bundled.js';
import { text } from '../text/text.js';
import { copy } from './copy.js';
import { byId, setText } from './dom.js';
import { fetchPart } from './fetch-part.js';
import { atFirstSign } from './first-sign.js';
import { fileName, saveFile } from './files.js';
import { growOther, mixOf, titleOf } from './goals.js';
import { tell, tellError } from './messages.js';
import { keepModel } from './own-model-bar.js';

/** @import { SnowflakeNca } from '../element/snowflake-nca.js' */
/** @import { StageSize } from './stage-size.js' */
/** @import { RunRecord } from '../core/script.js' */
/** @import { FilmOptions } from '../keep/frames.js' */
/** @import { Mix } from '../core/mix.js' */
/** @import { Model } from '../core/types.js' */

/** The encoders come when they are wanted. @type {Record<string, () => Promise<(film: FilmOptions) => Promise<{ blob: Blob, extension: string }>>>} */
const FILMS = {
  'keep-gif': () => import('../keep/gif.js').then(({ growthGif }) => async (film) => ({ blob: await growthGif(film), extension: 'gif' })),
  'keep-video': () => import('../keep/video.js').then(({ growthVideo }) => growthVideo),
};

/** @param {SnowflakeNca} flake */
export function connectKeepBar(flake) {
  const buttons = ['keep-picture', 'keep-gif', 'keep-video', 'keep-link', 'keep-embed'].map((id) => byId(id, HTMLButtonElement));
  /** The film that is being made. @type {AbortController | undefined} */
  let making;

  flake.addEventListener('ready', () => { for (const button of buttons) button.disabled = false; });
  byId('keep-picture').addEventListener('click', async () => {
    const blob = await flake.toBlob().catch(tellError);
    if (blob) save(blob, 'png');
  });

  /** @param {Blob} blob @param {string} extension */
  const save = (blob, extension) => {
    tell(saveFile(blob, fileName(titleOf(flake), extension)));
  };

  for (const [id, load] of Object.entries(FILMS)) {
    byId(id).addEventListener('click', async () => {
      making?.abort(); // the newer wish counts
      const { signal } = (making = new AbortController());
      try {
        const { sim, timeline } = flake, record = timeline?.record;
        if (!sim || !record) throw new NcaError('NO_RECORD');
        const size = { height: sim.height, width: sim.width };
        const [make, core, filmAreaOf] = await fetchPart(() => Promise.all([load(), createCore(), import('../keep/film-area.js').then((part) => part.filmAreaOf)]));
        const onProgress = (/** @type {number} */ share) => setText(byId('keep-state'), text.keep.making(share));
        const area = filmAreaOf(record, await cellsOf(sim), homeOf(size, record.first.model));
        const { blob, extension } = await make({ core, record, size, area, look: flake.look, signal, onProgress });
        save(blob, extension);
      } catch (error) {
        if (!signal.aborted) tellError(error);
      } finally {
        if (making?.signal === signal) setText(byId('keep-state'), '');
      }
    });
  }
  atFirstSign(() => {
    fetchPart(() => import('../keep/video.js')).then(({ canRecordVideo }) => canRecordVideo()).then((can) => { byId('keep-video').hidden = !can; }, () => {});
  });
  byId('keep-embed').addEventListener('click', () => {
    const { currentModel } = flake;
    if (currentModel) copyEmbed(bundledEntryOf(currentModel)?.id ?? { ...currentModel, name: flake.modelTitle }, { mix: mixOf(flake), view: flake.view }).catch(tellError);
  });
  byId('keep-link').addEventListener('click', async () => {
    try {
      const { currentModel } = flake;
      // One of the visitor's own comes along in the link itself, but only as it is: what was done to it does not fit in there.
      if (currentModel && !bundledEntryOf(currentModel)) await shareModel({ ...currentModel, name: flake.modelTitle }, { mix: mixOf(flake), view: flake.view });
      else await copyLink(withView(linkTo(flake), flake.view), text.keep.copied);
    } catch (error) {
      tellError(error);
    }
  });
}

/** A link that carries the model itself. @param {Model} model @param {Parameters<typeof embedSnippet>[2]} [options] */
export async function shareModel(model, { mix, view } = {}) {
  const link = encodeModel(model, mix);
  await copyLink(view ? withView(link, view) : link, text.keep.modelCopied);
}

/** The HTML that grows it in another page. @param {string | Model} model @param {Parameters<typeof embedSnippet>[2]} [options] */
export async function copyEmbed(model, options) {
  const snippet = embedSnippet(model, location.href, options);
  tellCopied(await copy(snippet), snippet, text.keep.embedCopied, text.keep.embedRefused);
}

/** @param {boolean} isCopied @param {string} words @param {string} done @param {string} refused then the words are there to be taken */
function tellCopied(isCopied, words, done, refused) {
  if (isCopied) tell(done);
  else tell(refused, { words });
}

/** @param {string} hash @param {string} sentence told when it is copied */
async function copyLink(hash, sentence) {
  const link = new URL(hash, location.href);
  history.replaceState(null, '', link);
  tellCopied(await copy(link.href), link.href, sentence, text.keep.linkShown);
}

/** @param {SnowflakeNca} flake @param {{ step?: number }} [options] step: default: where it is @returns {string} a hash */
function linkTo(flake, { step } = {}) {
  const record = flake.timeline?.record;
  if (!record) throw new NcaError('NO_RECORD');
  const { sim, speed, camera: view } = flake;
  const state = linkStateOf(record, (model) => bundledEntryOf(model)?.id);
  const isOwnSize = !flake.hasAttribute('size') && sim?.height === record.first.model.height && sim.width === record.first.model.width;
  return encodeState({ ...state, ...(step !== undefined && { step }), speed, view: view.zoom > 1 ? view : undefined, size: sim && !isOwnSize ? { height: sim.height, width: sim.width } : undefined });
}

/**
 * How another address is told what stands on the stage: the page in another language, above all. As long as nothing was done to what came with the page, and of a model that
 * no link has room for as it is, the address of this page has it: a place in the page, or nothing.
 * @param {SnowflakeNca} flake
 * @returns {() => string} the hash
 */
export function takingAlong(flake) {
  const at = (/** @type {number | undefined} */ step) => {
    try {
      return linkTo(flake, { step });
    } catch { // it is not bundled, too much was done to it, or that was after this step
      return '';
    }
  };
  let first = '';
  flake.addEventListener('ready', () => { first = at(0); }, { once: true });
  return () => {
    const now = at(undefined), { hash } = location, isAsItCame = first !== '' && at(0) === first;
    return now === '' || (isAsItCame && !hash.includes('=')) ? hash : withView(now, flake.view);
  };
}

/** Nobody's machine shall work for hours because of a link, unless they say so. @param {SnowflakeNca} flake @param {RunRecord} record @param {{ height: number, width: number }} size */
async function offerDear(flake, record, size) {
  const mostMs = mostMsFor(await createCore(), record.first.model, record.step, size), { timeline } = flake;
  tell(text.keep.dear(record.step, size.width, size.height, mostMs), {
    offer: { label: text.keep.dearBegin, act: () => { if (flake.timeline === timeline) flake.goTo(record.step); } },
  });
}

/**
 * Show the flake that the address tells of, if it tells of one.
 * @param {SnowflakeNca} flake
 * @param {StageSize} size
 * @returns {Promise<void>}
 */
export async function followLink(flake, size) {
  let wasGoing = false;
  try {
    const view = viewOf(location.hash);
    if (view) flake.view = view;
    const carried = decodeModel(location.hash); // here: a damaged link must not take the place of the model that is being loaded
    if (carried) {
      const { model } = carried;
      if (!(await growOther(flake, model, carried.mix))) return;
      tell(text.keep.modelRestored(flake.modelTitle));
      await keepModel(model, flake.modelTitle);
      return;
    }
    const state = decodeState(location.hash);
    if (!state) return;
    const names = modelNamesOf(state);
    if (!names.every(findBundledModel)) throw new NcaError('BAD_LINK');
    wasGoing = !flake.paused;
    flake.pause();
    flake.speed = state.speed;
    flake.seed = state.seed;
    size.want(state.size);
    if (!(await flake.loadModel(state.model, { goal: '' }))) return;
    const models = new Map(await Promise.all(names.map(async (name) => /** @type {const} */ ([name, await flake.prepareModel(name)]))));
    const record = recordOf(state, (name) => /** @type {Model} */ (models.get(name))), { sim } = flake, dear = sim && isDear(record.step, sim) ? sim : undefined;
    flake.tell(record, { until: dear ? 0 : record.step });
    flake.setCamera(state.view ?? { zoom: 1, x: 0.5, y: 0.5 });
    if (dear) await offerDear(flake, record, dear);
    else tell(text.keep.restored);
  } catch (error) {
    tellError(error);
    if (wasGoing) flake.play();
  }
}
