/**
 * An emoji that is typed under the gallery: the studio learns it in its quickest way, and what it has learnt grows on the stage and is one of the
 * visitor's own.
 *
 * @import { Model } from '../core/types.js'
 * @import { Studio } from '../studio/studio.js'
 */
import { text } from '../text/text.js';
import { byId, setHidden, setText } from './dom.js';
import { tellError } from './messages.js';
import { keepModel } from './own-model-bar.js';

/** @param {{ openTrainer: () => Promise<Studio>, grow: (model: Model) => Promise<unknown> }} page grow: on the stage */
export function connectWish({ openTrainer, grow }) {
  const field = byId('wish-text', HTMLInputElement), progress = byId('wish-progress', HTMLProgressElement), state = byId('wish-state'), watch = byId('wish-watch');
  let newest = 0;

  /** @param {string} wish @returns {Promise<string>} what is said of it in the end */
  const learn = async (wish) => {
    setText(state, text.wishes.loading);
    const studio = await openTrainer();
    const { model, goal, trouble } = await studio.learnText(wish, (share) => {
      progress.value = share;
      setText(state, text.wishes.learning(wish, share));
      for (const shown of [progress, watch]) setHidden(shown, false);
    });
    if (!model) return trouble ?? text.wishes.notLearnt(wish);
    const mine = { ...model, name: wish };
    await keepModel(mine, wish, goal);
    await grow(mine);
    return text.wishes.learnt(wish);
  };

  byId('wish').addEventListener('submit', async (event) => {
    event.preventDefault();
    const wish = field.value.trim(), number = ++newest;
    if (!wish) return;
    /** @type {string} */
    let said = '';
    try {
      said = await learn(wish);
    } catch (error) {
      tellError(error);
    }
    if (number !== newest) return; // another one is learnt meanwhile
    setText(state, said);
    for (const shown of [progress, watch]) setHidden(shown, true);
  });
}
