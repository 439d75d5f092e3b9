/**
 * What is said of the three flakes, in Japanese.
 *
 * @import * as english from '../en/compare.js'
 */
import { writersOf } from '../writers.js';

const { list, number } = writersOf('ja');

/** @satisfies {typeof english.compare} */
export const compare = {
  growing: {
    title: '育つだけ',
    label: '育つだけ：ニューラルセルオートマトンが育てた雪の結晶',
    says: '採点されたのはステップ96まで。その先は教わらず、止まり方を知りません。',
  },
  persistent: {
    title: '保つ',
    label: '保つ：ニューラルセルオートマトンが育てた雪の結晶',
    says: '形を保つ練習もしました。でも、傷は一度も見たことがありません。',
  },
  regenerating: {
    title: '治る',
    label: '治る：ニューラルセルオートマトンが育てた雪の結晶',
    says: '練習相手の半分は傷ついた結晶でした。たいていの傷はふさぎます。',
  },
  curves: '目標の絵とのずれをステップごとに示したもの。低いほど近い',
  firstStep: 'ステップ0',
  lastStep: (step) => `ステップ${number(step)}`,
  growing3: '3つとも1つの細胞から、それぞれの重みに従って育ちます。',
  wounded: (step) => `ステップ${number(step)}で、3つとも同じ傷を受けました。`,
  outcome: (steps, whole, hurt) => {
    if (whole.length === 0) return `傷を受けて${number(steps)}ステップ後、元どおりになったものはありません。`;
    if (hurt.length === 0) return `傷を受けて${number(steps)}ステップ後、どれも元どおりになりました。`;
    return `傷を受けて${number(steps)}ステップ後、元どおりになったのは${list(whole)}。${list(hurt)}はまだです。`;
  },
  like: (like, step) => `ステップ${step}：${like}`,
};
