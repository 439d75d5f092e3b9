/** What can be done with what was learnt: grow it on the stage, save it, send it, put it into a page. */

/**
 * @import { Model } from '../core/types.js'
 * @import { RunDesk } from './run-desk.js'
 * @import { Goal } from './targets/goal.js'
 */
import { make, makeButton, setDisabled } from '../page/dom.js';
import { copyEmbed, shareModel } from '../page/keep-bar.js';
import { tell, tellError } from '../page/messages.js';
import { keepModel } from '../page/own-model-bar.js';
import { saveWeights } from '../page/stage.js';
import { text } from '../text/text.js';


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
      button('train-share', text.training.share, shareModel),
      button('train-embed', text.training.embed, copyEmbed),
    ];
    const follow = () => { for (const each of buttons) setDisabled(each, !desk.run?.result); };
    for (const event of ['run', 'state', 'progress']) desk.addEventListener(event, follow);
    follow();
    row.append(make('h4', '', text.training.results), ...buttons);
    root.append(row);
  }
}
