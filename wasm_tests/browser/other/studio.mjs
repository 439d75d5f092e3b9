/** The studio as a visitor uses it: what becomes a goal, and how far the run has come. @import { Visitor } from './visitor.mjs' */
import { readFile } from 'node:fs/promises';

const PICTURE_SIDE_PX = 160;

/** Each leaves the studio with a goal that can be learnt. @type {Readonly<Record<string, (visitor: Visitor) => Promise<void>>>} */
export const GOALS = Object.freeze({
  async 'an emoji'(visitor) {
    await visitor.click('#target-tab-text');
    await visitor.click('.suggestions button:nth-child(4)'); // the star: solid in every font
  },

  async 'a dropped PNG'(visitor) {
    await visitor.drop('snowman.png', 'image/png', new Uint8Array(await readFile(new URL('../../../assets/targets/snowman.png', import.meta.url))));
    await visitor.untilText('#messages', /The goal is now snowman\.png/);
  },

  async 'a dropped JPEG, its background cut out'(visitor) {
    const base64 = await visitor.ask((side) => {
      const canvas = document.createElement('canvas'), context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      canvas.width = canvas.height = side;
      context.fillStyle = '#f6ead0';
      context.fillRect(0, 0, side, side);
      context.fillStyle = '#c33';
      context.arc(side / 2, side / 2, side / 3, 0, 2 * Math.PI);
      context.fill();
      return canvas.toDataURL('image/jpeg', 0.92).split(',')[1];
    }, PICTURE_SIDE_PX);
    await visitor.drop('disc.jpg', 'image/jpeg', new Uint8Array(Buffer.from(base64, 'base64')));
    await visitor.untilText('#messages', /The goal is now disc\.jpg/);
    await visitor.click('#target-cut');
  },

  async 'a drawing'(visitor) {
    await visitor.click('#target-tab-draw');
    const { x, y, width, height } = await visitor.box('.draw-pad');
    await visitor.driver.drag([[0.5, 0.5], [0.5, 0.3], [0.5, 0.15], [0.6, 0.25]].map(([across, down]) => ({ x: x + across * width, y: y + down * height })));
  },

  async 'an ice flake by its rule'(visitor) {
    await visitor.click('#target-tab-ice');
    await visitor.click('#target-panel-ice .ice-flakes button');
  },
});

/** The epoch that is shown. @param {Visitor} visitor */
export const epochOf = async (visitor) => Number((await visitor.text('#train-epoch')).replaceAll(',', ''));

/** @param {Visitor} visitor @param {number} epoch */
export const untilEpoch = (visitor, epoch) =>
  visitor.until((wanted) => Number(document.querySelector('#train-epoch')?.textContent?.replaceAll(',', '')) >= wanted, epoch);
