/**
 * What the sky says, in Japanese.
 *
 * @import * as english from '../en/snow.js'
 */
import { writersOf } from '../writers.js';

const { number } = writersOf('ja');

/** @satisfies {typeof english.snow} */
export const snow = {
  start: '雪を降らせる',
  pause: '一時停止',
  fullScreen: '全画面',
  leaveFullScreen: '全画面を終える',
  take: 'ステージで育てる',
  flakeCount: (count) => `${number(count)}個`,
  onlyNear: 'グラフィックカードの雪がなくなりました。手前の雪は降り続けます。',
  winds: {
    [-4]: '左へ嵐', [-3]: '左へ強風', [-2]: '左へそよ風', [-1]: '左へ微風',
    0: '無風', 1: '右へ微風', 2: '右へそよ風', 3: '右へ強風', 4: '右へ嵐',
  },
};
