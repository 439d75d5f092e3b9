/**
 * What is said of the three flakes, in Chinese.
 *
 * @import * as english from '../en/compare.js'
 */
import { writersOf } from '../writers.js';

const { list, number } = writersOf('zh');

/** @satisfies {typeof english.compare} */
export const compare = {
  growing: {
    title: '只会生长',
    label: '只会生长：由神经元胞自动机长成的雪花',
    says: '只评到第96步，之后再没人管。它不懂得停下来。',
  },
  persistent: {
    title: '能够保持',
    label: '能够保持：由神经元胞自动机长成的雪花',
    says: '它还练习过保持原样，但从没见过伤口。',
  },
  regenerating: {
    title: '能够愈合',
    label: '能够愈合：由神经元胞自动机长成的雪花',
    says: '它练习时，一半的雪花都受过伤。几乎什么伤口它都能合上。',
  },
  curves: '每一步与目标图的差距：越低越好',
  firstStep: '第0步',
  lastStep: (step) => `第${number(step)}步`,
  growing3: '三朵雪花都从一个细胞长起，各按各的权重。',
  wounded: (step) => `在第${number(step)}步，三朵雪花受了同样的伤。`,
  outcome: (steps, whole, hurt) => {
    if (whole.length === 0) return `受伤${number(steps)}步之后，没有一朵复原。`;
    if (hurt.length === 0) return `受伤${number(steps)}步之后，三朵都复原了。`;
    return `受伤${number(steps)}步之后，复原的有：${list(whole)}；还没有复原的有：${list(hurt)}。`;
  },
  like: (like, step) => `第${step}步：${like}`,
};
