/**
 * What the figures of the lesson say as they run, in Chinese.
 *
 * @import * as english from '../en/lesson.js'
 */
import { writersOf } from '../writers.js';

const { decimals, number, percent } = writersOf('zh');

/** @satisfies {typeof english.lesson} */
export const lesson = {
  step: (step) => `第${number(step)}步`,
  visibleNames: ['红', '绿', '蓝', '阿尔法'],
  visibleShort: ['红', '绿', '蓝', 'α'],
  hiddenName: (n) => `隐藏${number(n)}`,
  hiddenShort: (n) => `隐${number(n)}`,
  extent: (value) => `±${decimals(value, 1)}`,
  value: (value) => decimals(value, 2),
  percent: (value) => percent(value / 100),
  steps: (count) => `${number(count)}步`,
  cellAt: (x, y) => `第${number(x + 1)}列，第${number(y + 1)}行`,
  wholeChange: '全部合起来',
  fireShare: (firing, alive) => `${number(alive)}个活细胞中有${number(firing)}个：${percent(firing / Math.max(alive, 1))}`,
  lifeCount: (itself, neighbour) => `${number(itself + neighbour)}个细胞活着，其中${number(neighbour)}个在边缘`,

  ice: {
    rule: '规则：按结冰邻居的个数，细胞会怎样',
    steps: '步数',
    stays: '不变',
    freezes: '结冰',
    melts: '融化',
    ownRule: '博文的规则',
    neighbours: (count) => `有${number(count)}个结冰邻居的细胞`,
  },
};
