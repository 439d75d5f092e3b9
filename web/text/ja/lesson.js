/**
 * What the figures of the lesson say as they run, in Japanese.
 *
 * @import * as english from '../en/lesson.js'
 */
import { writersOf } from '../writers.js';

const { decimals, number, percent } = writersOf('ja');

/** @satisfies {typeof english.lesson} */
export const lesson = {
  step: (step) => `ステップ${number(step)}`,
  visibleNames: ['赤', '緑', '青', 'アルファ'],
  visibleShort: ['赤', '緑', '青', 'α'],
  hiddenName: (n) => `隠れ${number(n)}`,
  hiddenShort: (n) => `隠${number(n)}`,
  extent: (value) => `±${decimals(value, 1)}`,
  value: (value) => decimals(value, 2),
  percent: (value) => percent(value / 100),
  steps: (count) => `${number(count)}ステップ`,
  cellAt: (x, y) => `${number(x + 1)}列${number(y + 1)}行`,
  wholeChange: '全部まとめて',
  fireShare: (firing, alive) => `生きている細胞${number(alive)}個のうち${number(firing)}個：${percent(firing / Math.max(alive, 1))}`,
  lifeCount: (itself, neighbour) => `生きている細胞${number(itself + neighbour)}個、うち縁が${number(neighbour)}個`,

  ice: {
    rule: 'ルール：凍った隣の数で、細胞がどうなるか',
    steps: 'ステップ',
    stays: 'そのまま',
    freezes: '凍る',
    melts: 'とける',
    ownRule: '記事のルール',
    neighbours: (count) => `凍った隣が${number(count)}個の細胞`,
  },
};
