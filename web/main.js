/** Connects the parts of the page; what they do is theirs. */
import './element/snowflake-nca.js';
import { acceptDrops } from './page/drop.js';
import { byId } from './page/dom.js';
import { tellFaults } from './page/faults.js';
import { fetchPart, tryAgain } from './page/fetch-part.js';
import { tell, tellError } from './page/messages.js';
import { connectStage } from './page/stage.js';
import { whenNear } from './page/when-near.js';
import { connectLanguages } from './page/languages.js';
import { learn, text } from './text/text.js';

/** @import { SnowflakeNca } from './element/snowflake-nca.js' */

connectLanguages();

const flake = /** @type {SnowflakeNca} */ (byId('flake'));
const stage = connectStage(flake);

/** The trainer is loaded when it is wanted. @type {Promise<import('./studio/studio.js').Studio> | undefined} */
let trainer;

function openTrainer() {
  tryAgain();
  trainer ??= fetchPart(() => Promise.all([import('./studio/studio.js'), learn('studio')])).then(([{ Studio }]) => {
    byId('open-trainer').hidden = true;
    byId('trainer').hidden = false; // first: a chart takes its size from the page
    return new Studio({
      adopt: async (model) => {
        if (await flake.loadModel(model)) tell(text.messages.adopted(model.epochs));
      },
    });
  });
  trainer.catch((error) => {
    trainer = undefined; // so that the next try loads it again
    tellError(error);
  });
  return trainer;
}

byId('open-trainer').addEventListener('click', () => {
  openTrainer().then(
    (studio) => studio.focus(),
    () => {}, // told already
  );
});

acceptDrops({
  hint: byId('drop-hint'),
  onWeights: (file) => stage.open(file),
  onPicture: (file) => {
    openTrainer().then(
      (panel) => {
        byId('train').scrollIntoView();
        return panel.choosePicture(file);
      },
      () => {}, // told already
    );
  },
  onOther: () => tell(text.messages.dropUnknown, { isError: true }),
});

whenNear(byId('lesson'), () => {
  fetchPart(async () => {
    const [{ startLesson }] = await Promise.all([import('./lesson/lesson.js'), learn('lesson')]);
    await startLesson(flake);
  }).catch(tellError);
});

whenNear(byId('compare'), () => {
  fetchPart(() => Promise.all([import('./compare/trio.js'), learn('compare')])).then(([{ showTrio }]) => showTrio()).catch(tellError);
});
whenNear(byId('snow'), () => {
  fetchPart(async () => {
    const [{ connectSnow }] = await Promise.all([import('./snow/snowfall.js'), learn('snow')]);
    await connectSnow();
  }).catch(tellError);
});

tellFaults();

/** Long after the page is at rest, and the first flake grown: it takes as much again as all that was fetched until then. */
const OFFLINE_AFTER_MS = 10_000;
if (document.querySelector('link[rel=manifest]')) { // as built; the server for development keeps nothing
  addEventListener('load', () => setTimeout(() => {
    import('./offline/offline.js').then(({ keepOffline }) => keepOffline({ untilIdle: async () => (await trainer?.catch(() => undefined))?.untilIdle() })).catch(() => {}); // no connection: next time
  }, OFFLINE_AFTER_MS));
}
