/** What can be done with what was learnt: grow it on the stage, save it, send it, put it into a page. */

/**
 * @import { Model } from '../core/types.js'
 * @import { RunDesk } from './run-desk.js'
 * @import { Goal } from './targets/goal.js'
 */
import { make, makeButton, setDisabled } from '../page/dom.js';
import { fileName, saveFile } from '../page/files.js';
import { copyEmbed, shareModel } from '../page/keep-bar.js';
import { tell, tellError } from '../page/messages.js';
import { keepModel } from '../page/own-model-bar.js';
import { saveWeights } from '../page/stage.js';
import { text } from '../text/text.js';
import { unpackCheckpoint } from '../training/packed-checkpoint.js';


/** All that goes on from it, here or in the native program, to the same bits. @param {RunDesk} desk @param {Model} model */
async function saveRun({ session }, model) {
  const checkpoint = await session.requestCheckpoint();
  if (!checkpoint) return;
  const file = /** @type {Uint8Array<ArrayBuffer>} */ (unpackCheckpoint(checkpoint.bytes));
  tell(saveFile(file, fileName(`${model.name} ${checkpoint.epochs}`, 'checkpoint')));
}

export class ResultBar {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root gets the row of buttons
   * @param {RunDesk} options.desk
   * @param {(model: Model, goal: Goal) => Promise<void>} options.adopt
   */
  constructor({ root, desk, adopt }) {
    const row = make('div', 'row results');
    /** @type {(id: string, label: string, use: (model: Model, goal: Goal) => unknown) => HTMLButtonElement} */
    const button = (id, label, use) => {
      const made = makeButton(label, () => {
        const { run } = desk, result = run?.result;
        if (result) Promise.resolve(use(result, run.goal)).catch(tellError);
      });
      made.id = id;
      return made;
    };
    const buttons = [
      button('train-use', text.training.use, adopt),
      button('train-keep', text.training.keep, async (model, goal) => {
        const { title } = await keepModel(model, `${model.name} ${model.epochs}`, goal);
        tell(text.library.added(title));
      }),
      button('train-save', text.training.save, (model) => saveWeights(model, `${model.name} ${model.epochs}`)),
      button('train-save-run', text.training.saveRun, (model) => saveRun(desk, model)),
      button('train-share', text.training.share, (model) => shareModel(model)),
      button('train-embed', text.training.embed, (model) => copyEmbed(model)),
    ];
    const follow = () => { for (const each of buttons) setDisabled(each, !desk.run?.result); };
    for (const event of ['run', 'state', 'progress']) desk.addEventListener(event, follow);
    follow();
    row.append(make('h4', '', text.training.results), ...buttons);
    root.append(row);
  }
}
