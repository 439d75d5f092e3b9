/**
 * What the page says about the flake on its stage, and of what is kept of it, in Japanese.
 *
 * @import * as english from '../en/page.js'
 */
import { writersOf } from '../writers.js';
import { element } from './element.js';

const { fine, number, percent, time } = writersOf('ja');

export { errors } from './errors.js';

/** @satisfies {typeof english.units} */
export const units = {
  cells: (count) => `細胞${number(count)}個`,
  stepsPerSecond: (count) => `毎秒${number(count)}ステップ`,
};

export const { models } = element;

/** @satisfies {typeof english.stage} */
export const stage = {
  model: element.label,
  tools: {
    wound: '結晶をなぞると細胞が消えます。傷がふさがるのを見てください。',
    cut: '結晶を横切る線を引くと、そこでまっすぐ切れます。',
    half: '消したい半分へ向けてドラッグすると、そちら側がすべて消えます。',
    noise: '細胞のすべての数に、でたらめな数を塗ります。',
    seed: '種をもう1つ置きます。1つの細胞から結晶が育ちます。',
    graft: '結晶に塗ると、そこの細胞は別のものとして育ちます。',
  },
  toolsByTouch: {
    wound: '1本の指で細胞を消し、2本の指で移動や拡大をします。',
    cut: '1本の指で線を引くと、そこで切れます。2本の指で移動や拡大をします。',
    half: '消したい半分へ1本の指でドラッグします。2本の指で移動や拡大をします。',
    noise: '1本の指ででたらめな数を塗り、2本の指で移動や拡大をします。',
    seed: '1本の指で種を置くと、結晶が育ちます。2本の指で移動や拡大をします。',
    graft: '1本の指で塗った細胞は、別の結晶として育ちます。2本の指で移動や拡大をします。',
  },
  goals: '変身させる',
  sown: 'まく種',
  grafted: '接ぎ木するもの',
  goalNumber: (goal) => `${number(goal)}番`,
  mixed: '混ぜたもの',
  another: 'ほかの結晶',
  anotherToPlant: 'ほかのもの',
  flakeNumber: '番号',
  noFlake: (last) => `結晶の番号は、0～${number(last)}の整数です。`,
  shaping: '自分で形を作る',
  axes: {
    plate: { name: '真ん中の板', low: '小さな板', high: '大きな板' },
    outward: { name: '枝の出る所', low: '内側で枝分かれ', high: '先で枝分かれ' },
    branches: { name: '枝', low: '枝なし', high: '枝が多い' },
    width: { name: '腕', low: '細い', high: '太い' },
  },
  numbered: (flake) => `${flake}番`,
  titleOf: (title, goal) => `${title}、${goal}`,
  parted: (name) => name,
  mixing: '2つを混ぜる',
  mixWith: '混ぜる相手',
  mixShare: '混ぜる割合',
  look: '描き方',
  looks: { cells: '細胞', fine: '氷' },
  brush: 'ブラシ',
  play: '再生',
  pause: '一時停止',
  stepOf: (step, last) => `ステップ${number(step)}（全${number(last)}）`,
  undo: '取り消す',
  redo: 'やり直す',
  fastest: '最高速',
  degrees: (value) => `${number(value)}°`,
  percent,
  sizeClose: '結晶にぴったり',
  sizeOwn: '学習時と同じ',
  ofOneRule: 'ひとつの規則で育つ、互いに変身する形',
  otherWays: '別の教え方をした同じ結晶',
  like: (share) => `目標の絵と${fine(share)}一致`,
  cellsAlive: (count) => `生きた細胞${number(count)}個`,
  sizeOf: (height, width = height) => `${number(height)} × ${number(width)}`,
  texture: 'テクスチャー',
  textureGrows: 'どこも同じようなテクスチャー：くらべる1枚の絵はありません',
  severalGrow: '1つのグリッドに複数の結晶：くらべる1枚の絵はありません',
  wounded: '傷ついた',
  healing: '治っている',
  stuck: '治っていない',
  travelling: (step, goal) => `ステップ${number(goal)}へ移動中：${number(step)}`,
};

/** @satisfies {typeof english.messages} */
export const messages = {
  rest: 'ステップ96で休んでいます。そこまでの姿は教わりましたが、その先は教わっていません。続きを再生して、見てみましょう。',
  opened: (name) => `${name}から育っています。`,
  handedOver: (name) =>
    `${name}をブラウザーに渡しました。保存されていなければ、このページを囲むフレームがダウンロードを許可していません。sandboxに「allow-downloads」が必要です。`,
  saved: (name) => `${name}として保存しました。`,
  adopted: (epochs) => `上の結晶は、エポック${number(epochs)}の重みで育つようになりました。`,
  opening: 'スタジオを開いています…',
  toStudio: 'スタジオに戻る',
  keptModel: (reason) => `${reason}今までのモデルで続けます。`,
  failed: 'ページで問題が起きました。読み込み直してみてください。',
  drop: {
    picture: '放してください。細胞がこの画像の育て方を学びます',
    model: '放してください。このモデルが育ちます',
    unclear: '放してください。学習する画像、または育てるモデルとして使います',
    other: 'ここに置けるのは、画像かモデルだけです',
  },
  dropUnknown: 'ここに置けるのは、学習する画像か、モデル（safetensorsまたはDistillのJSON）だけです。',
  runKept: (name, epochs) =>
    name ? `「${name}」は途中だったので、エポック${number(epochs)}の状態で保存しました。` : `途中の学習があったので、エポック${number(epochs)}の状態で保存しました。`,
  goOn: 'それを続ける',
  oneOfMany: (name, count) => `一度に受け取れるファイルは1つです。届いた${number(count)}個のうち「${name}」を使います。`,
  outdated: 'このページの新しい版があり、今の版に必要なものがなくなっています。読み込み直すと続けられます。保存した学習は失われません。',
  partMissing: 'ページの一部を取得できませんでした。接続がないようです。つながれば読み込まれます。',
  tryAgain: 'もう一度試す',
  newer: 'このページの新しい版があります。読み込み直すか、次に開いたときに切り替わります。',
  reload: '読み込み直す',
  undo: '取り消す',
  words: 'コピーする文字',
  close: 'メッセージを閉じる',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  embedCopied: 'コピーしました。この2行のHTMLで、自分のページに雪の結晶が育ちます。',
  embedRefused: 'ブラウザーがここでのコピーを許可していません。コードはこれです：',
  making: (share) => `作成中：${percent(share)}`,
  copied: 'リンクをコピーしました。したことすべてを含めて、まったく同じ結晶がまた育ちます。',
  modelCopied: 'リンクをコピーしました。モデルそのものが入っていて、開いた人の所で育ちます。',
  modelRestored: (name) => `リンクに入っていた「${name}」が育っています。`,
  linkShown: 'ブラウザーがここでのコピーを許可していません。リンクはこれです。アドレスバーにもあります：',
  restored: 'リンクが伝える結晶です。',
  dear: (steps, width, height, mostMs) =>
    `このリンクは、${number(width)} × ${number(height)}の細胞で${number(steps)}ステップを伝えています。ここでは最大で${time(mostMs)}かかるかもしれません。結晶は今、始まりの状態です。`,
  dearBegin: '計算する',
};

/** @satisfies {typeof english.wishes} */
export const wishes = {
  loading: 'スタジオを開いています。',
  learning: (wish, share) => `${wish}を学んでいます：${percent(share)}。`,
  learnt: (wish) => `${wish}を学びました。自分のモデルに加わりました。`,
  notLearnt: (wish) => `${wish}は最後まで学べませんでした。途中までのものはスタジオにあります。`,
};

/** @satisfies {typeof english.library} */
export const library = {
  trainOn: 'さらに学習',
  own: '自分のモデル',
  kept: 'このブラウザーに保存しています。',
  passing: 'このページを閉じるまで残ります。',
  notKept: 'このブラウザーはこのページのために何も保存しないので、モデルは閉じるまでしか残りません。また使うには、重みを保存してください。',
  keep: '保存する',
  rename: '名前を変える',
  remove: '削除',
  name: 'モデルの名前',
  added: (title) => `「${title}」をギャラリーの自分のモデルに加えました。`,
  removed: (title) => `「${title}」を削除しました。`,
};
