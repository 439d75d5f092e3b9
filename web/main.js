/** Connects the parts of the page; what they do is theirs. */
import './element/snowflake-nca.js';
import { acceptDrops } from './page/drop.js';
import { byId } from './page/dom.js';
import { tellFaults } from './page/faults.js';
import { tell, tellError } from './page/messages.js';
import { connectStage } from './page/stage.js';
import { whenNear } from './page/when-near.js';
import { connectWish } from './page/wish.js';
import { connectLanguages } from './page/languages.js';
import { learn, text } from './text/text.js';

/** @import { SnowflakeNca } from './element/snowflake-nca.js' */

connectLanguages();

const flake = /** @type {SnowflakeNca} */ (byId('flake'));
const stage = connectStage(flake, {
  trainOn: async (entry) => {
    const studio = await openTrainer();
    await studio.trainOn(entry);
    byId('train').scrollIntoView();
    studio.focus();
  },
});
connectWish({ openTrainer, grow: (model) => flake.loadModel(model) });

/** The trainer is loaded when it is wanted. @type {Promise<import('./studio/studio.js').Studio> | undefined} */
let trainer;

function openTrainer() {
  trainer ??= Promise.all([import('./studio/studio.js'), learn('studio')]).then(([{ Studio }]) => {
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
  Promise.all([import('./lesson/lesson.js'), learn('lesson')]).then(([{ startLesson }]) => startLesson(flake)).catch(tellError);
});

whenNear(byId('compare'), () => {
  Promise.all([import('./compare/trio.js'), learn('compare')]).then(([{ showTrio }]) => showTrio()).catch(tellError);
});
whenNear(byId('snow'), () => {
  Promise.all([import('./snow/snowfall.js'), learn('snow')]).then(([{ connectSnow }]) => connectSnow()).catch(tellError);
});

tellFaults();
