/** Connects the parts of the page; what they do is theirs. */
import './element/snowflake-nca.js';
import { library } from './library/shared.js';
import { acceptDrops } from './page/drop.js';
import { byId, comeTo, setText } from './page/dom.js';
import { tellFaults } from './page/faults.js';
import { fetchPart, tryAgain } from './page/fetch-part.js';
import { growOther } from './page/goals.js';
import { tellOfKeptRun } from './page/kept-run-notice.js';
import { tell, tellError } from './page/messages.js';
import { takingAlong } from './page/keep-bar.js';
import { connectStage } from './page/stage.js';
import { bringFirstStyles } from './page/first-styles.js';
import { whenNear } from './page/when-near.js';
import { connectWish } from './page/wish.js';
import { connectLanguages } from './page/languages.js';
import { learn, text } from './text/text.js';

/** @import { SnowflakeNca } from './element/snowflake-nca.js' */
/** @import { Model } from './core/types.js' */
/** @import { Taught } from './library/library.js' */

bringFirstStyles();
const flake = /** @type {SnowflakeNca} */ (byId('flake'));
connectLanguages({ hash: takingAlong(flake), untilKept: () => trainer?.then((studio) => studio.standStill(), () => {}) });

const stage = connectStage(flake, { trainOn: (entry) => enterStudio((studio) => studio.trainOn(entry)) });
connectWish({ openTrainer: openStudio, grow: (model) => growOther(flake, model) });
const inside = byId('inside', HTMLDetailsElement);
inside.addEventListener('toggle', () => {
  fetchPart(() => Promise.all([import('./lesson/inside.js'), learn('lesson')])).then(([{ showInside }]) => showInside(flake, inside)).catch(tellError);
}, { once: true });

/** The trainer is loaded when it is wanted. @type {Promise<import('./studio/studio.js').Studio> | undefined} */
let trainer;

function openTrainer() {
  tryAgain();
  trainer ??= fetchPart(() => Promise.all([import('./studio/studio.js'), learn('studio')])).then(([{ Studio }]) => {
    byId('trainer').hidden = false; // first: a chart takes its size from the page
    return new Studio({ adopt });
  });
  trainer.catch((error) => {
    trainer = undefined; // so that the next try loads it again
    tellError(error);
  });
  return trainer;
}

/** Open the studio, and stay where one is. */
async function openStudio() {
  const studio = await openTrainer();
  await studio.ready;
  byId('open-trainer').hidden = true;
  return studio;
}

/** Open the studio, and be there. @param {(studio: import('./studio/studio.js').Studio) => unknown} [use] its errors are told */
async function enterStudio(use) {
  const button = byId('open-trainer'), { textContent: words } = button;
  setText(button, text.messages.opening);
  const studio = await openTrainer().catch(() => undefined); // told already
  await studio?.ready;
  setText(button, words ?? '');
  if (!studio) return;
  comeTo(byId('trainer')); // once it is so tall that its head can come to the window's
  button.hidden = true;
  await Promise.resolve(use?.(studio)).catch(tellError);
}

/** Grow these weights on the stage, where they can be seen. @param {Model} model @param {Taught} goal what they were taught */
async function adopt(model, goal) {
  await library.add(model, model.name, goal); // where the meters find it
  if (!(await growOther(flake, model))) return;
  comeTo(byId('stage'), 'center');
  tell(text.messages.adopted(model.epochs), { offer: { label: text.messages.toStudio, act: () => comeTo(byId('trainer')) }, isPassing: true });
}

byId('open-trainer').addEventListener('click', () => void enterStudio());

flake.addEventListener('ready', () => void tellOfKeptRun((id) => enterStudio((studio) => studio.resume(id))), { once: true });

const query = new URLSearchParams(location.search);
if (query.has('model') || query.has('gallery')) {
  fetchPart(async () => {
    await learn('guests');
    const { welcomeGuests } = await import('./page/guests.js');
    await welcomeGuests(flake, query);
  }).catch(tellError);
}

acceptDrops({
  hint: byId('drop-hint'),
  onWeights: (file) => stage.open(file),
  onPicture: (file) => void enterStudio((studio) => studio.choosePicture(file)),
  onOther: () => tell(text.messages.dropUnknown, { isError: true }),
});

whenNear(byId('lesson'), () => {
  fetchPart(async () => {
    const [{ startLesson }] = await Promise.all([import('./lesson/lesson.js'), learn('lesson')]);
    await startLesson();
  }).catch(tellError);
});

whenNear(byId('compare'), () => {
  fetchPart(() => Promise.all([import('./compare/trio.js'), learn('compare')])).then(([{ showTrio }]) => showTrio()).catch(tellError);
});
whenNear(byId('snow'), () => {
  fetchPart(async () => {
    const [{ connectSnow }] = await Promise.all([import('./snow/snowfall.js'), learn('snow')]);
    await connectSnow(flake);
  }).catch(tellError);
});

tellFaults();
if (!CSS.supports('overflow-anchor', 'auto')) fetchPart(() => import('./page/hold-place.js')).then(({ holdPlace }) => holdPlace()).catch(tellError);

/** Long after the page is at rest, and the first flake grown, however slowly they came: it takes as much again as all that was fetched until then. */
const OFFLINE_AFTER_MS = 10_000;
if (document.querySelector('link[rel=manifest]')) { // as built; the server for development keeps nothing
  const comes = (/** @type {EventTarget} */ target, /** @type {string} */ type) => new Promise((resolve) => { target.addEventListener(type, resolve, { once: true }); });
  void Promise.all([comes(window, 'load'), comes(flake, 'ready')]).then(() => setTimeout(() => {
    import('./offline/offline.js').then(({ keepOffline }) => keepOffline({ untilIdle: async () => (await trainer?.catch(() => undefined))?.untilIdle() })).catch(() => {}); // no connection: next time
  }, OFFLINE_AFTER_MS));
}
