/**
 * What is said where a goal is made, in Japanese.
 *
 * @import * as english from '../en/targets.js'
 */
import { writersOf } from '../writers.js';
import { units } from './page.js';

const { number, percent } = writersOf('ja');
const { cells } = units;

/** @satisfies {typeof english.targets} */
export const targets = {
  heading: '何を育てますか？',
  ways: '目標の作り方',
  tabs: { text: '絵文字・文字', picture: '画像', draw: '描く', crystal: '結晶', ice: '氷' },
  colour: '色',
  result: '細胞で表した目標',
  resultLabel: '細胞から見た目標',
  another: '絵をもう1つ加える',
  several: '同じルールが学ぶほかの絵',
  chooseAnother: '次の絵を選ぶか、作ってください。1つのルールが全部を学びます。',
  together: (count) => `1つのルールが、この${number(count)}枚の絵を学びます。`,
  full: (count) => `1つのルールが、この${number(count)}枚の絵を学びます。ここではこれが上限です。`,
  drop: (name) => `${name}を外す`,
  nothing: 'まだ何も選んでいません。',
  verdicts: {
    good: (alive) => `育てられます。生きる細胞は${number(alive)}個です。`,
    empty: () => '空なので、学ぶものがありません。どこかに固い部分が必要です。',
    opaque: () => '透明な部分がないので、四角いまま育ちます。無地の背景なら「画像」で切り抜けます。',
    hollow: (alive) => `生きる細胞は${number(alive)}個ですが、最初の細胞を置く真ん中にありません。たいていは学ぶ前に死んでしまうので、真ん中を埋めてください。`,
  },
};

/** @satisfies {typeof english.emoji} */
export const emoji = {
  label: '絵文字、または短い文字',
  placeholder: '❄️ や 雪',
  suggestions: 'おすすめの絵文字',
  hint: 'お使いの端末のフォントで描きます。細胞は少ないので、1文字がいちばん見やすくなります。',
  nothing: '絵文字か文字を入力するか、選んでください。',
  blank: 'この文字は何も描かれないので、育てるものがありません。',
  missing: (sign) => `この端末のフォントでは「${sign}」を描けず、空の四角になります。ほかのものを試してください。`,
};

/** @satisfies {typeof english.picture} */
export const picture = {
  choose: '画像を選ぶ',
  drop: 'または、ページに落とすか、貼り付けてください。',
  bundled: 'ページに付いている画像',
  bundledHint: '背景が透明な画像なら、その形に育ちます。次の画像は背景が透明です：',
  cut: '背景を切り抜く',
  cutHint: '四隅に似た色を、つながっている限り透明にします。',
  tolerance: '許容範囲',
  share: percent,
  allCut: 'この許容範囲では、絵が何も残りません。もっと小さくしてください。',
  pasted: '貼り付けた画像',
  reading: '画像を読み込んでいます…',
  replaced: (older, newer) => `「${older}」を読み込んでいる間に「${newer}」が選ばれたので、そちらを使います。`,
  givenUp: (name) => `「${name}」を読み込んでいる間にほかのものが選ばれたので、使いません。`,
  isGoal: (name) => `目標は${name}になりました。`,
};

/** @satisfies {typeof english.draw} */
export const draw = {
  name: '自分の絵',
  pad: 'お絵かき：矢印キーでブラシを動かし、Spaceで描く',
  keys: '絵の上で使うキー：矢印でブラシが動き、Shiftを押すと大きく動きます。Spaceを押している間、描きます。Eで消しゴム、Zで取り消し、Yでやり直し。',
  nothing: 'まだ何も描いていません。最初の細胞がある真ん中から始めてください。',
  tool: '道具',
  pen: 'ペン',
  eraser: '消しゴム',
  symmetry: '対称',
  twelve: '12回',
  six: '6回',
  none: 'なし',
  clear: '全部消す',
  cleared: '絵を全部消しました。',
  otherColour: 'ほかの色',
  colours: {
    white: '雪の白', ice: '氷', blue: '青', violet: '紫', green: '緑', yellow: '黄', orange: 'オレンジ', red: '赤', brown: '茶', black: '夜',
  },
  drawn: '描きました。',
  brushAt: {
    middle: () => 'ブラシは真ん中です。',
    right: (right) => `ブラシは真ん中から右へ${cells(right)}です。`,
    left: (left) => `ブラシは真ん中から左へ${cells(left)}です。`,
    above: (up) => `ブラシは真ん中から上へ${cells(up)}です。`,
    below: (down) => `ブラシは真ん中から下へ${cells(down)}です。`,
    rightAbove: (right, up) => `ブラシは真ん中から右へ${cells(right)}、上へ${cells(up)}です。`,
    rightBelow: (right, down) => `ブラシは真ん中から右へ${cells(right)}、下へ${cells(down)}です。`,
    leftAbove: (left, up) => `ブラシは真ん中から左へ${cells(left)}、上へ${cells(up)}です。`,
    leftBelow: (left, down) => `ブラシは真ん中から左へ${cells(left)}、下へ${cells(down)}です。`,
  },
};

/** @satisfies {typeof english.crystal} */
export const crystal = {
  picture: '雪の結晶',
  another: 'ほかの結晶',
  number: '番号',
  hint: '雲の中を落ちながら、水蒸気から育つ結晶です。1つ1つに番号があり、スライダーで似た結晶へ移れます。',
  axes: { plate: '板', outward: '外側の枝', branches: '横の枝', width: '腕の太さ' },
  share: percent,
  named: (number) => `結晶${number}`,
  own: '自分の結晶',
};

/** @satisfies {typeof english.ice} */
export const ice = {
  presets: '始めに選べる氷',
  picture: '氷の結晶',
  surprise: 'おまかせ',
  centre: '中心',
  tips: '先',
  own: '自分のルールの氷',
  hint: '凍った隣がいくつあると細胞がどうなるかを、1行ずつ決めます。真ん中の凍った細胞1つから始まります。',
  names: { star: '星', bloom: '花', needle: '針', crystal: '結晶', fern: 'シダ', surprise: 'おまかせの氷' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  PICTURE_TOO_LARGE: 'このファイルは32 MBを超えています。もっと小さい画像を選んでください。',
  PICTURE_FAILED: '画像を読み込めませんでした。読み込むワーカーが動かないか、止まってしまいました。メモリー不足かもしれません。もう一度試してみてください。',
  CANVAS_ALTERED: 'このブラウザーは、個人が特定されないように、ページがキャンバスから読み取る内容を書き換えます。文字、お絵かき、PNG以外の画像はノイズになってしまうので、ここでは使えません。PNG画像と氷は使えます。このページで許可するには、Firefoxではアドレスの横の画像の印、Braveではライオンの印から設定してください。',
  PICTURE_LOCKED: 'ほかのページの部品を含むため、ブラウザーがこの画像の読み取りを許可していません。',
};
