/** What <snowflake-nca> says by itself, in Japanese. */
import { coreErrors } from './core-errors.js';

/** Not writers.js: an embedded element shall not bring along how all else is written. */
const { format: number } = new Intl.NumberFormat('ja');

/** @satisfies {import('../en/element.js').ElementWords} */
export const element = {
  language: 'ja',
  label: 'ニューラルセルオートマトンが育てた雪の結晶',
  labelOf: (title) => `${title}（ニューラルセルオートマトンが育てたもの）`,
  help: '矢印キーでブラシが動き、Shiftを押すと大きく動きます。EnterかSpaceで道具を使います。カンマとピリオドで切る線が回ります。Pで再生と一時停止、Sで1ステップ進み、Bで1ステップ戻り、Rで最初から、Vで細胞と氷を切り替えます。Zで取り消し、Yでやり直し。プラスとマイナスで拡大と縮小、0で元の大きさに戻ります。Escapeでグリッドを離れます。',
  controls: '再生の操作',
  play: '再生',
  pause: '一時停止',
  restart: '最初から',
  undo: '取り消す',
  hint: 'なぞると傷がつきます。',
  playing: '育っています。',
  pausedAt: (step) => `ステップ${number(step)}で一時停止しました。`,
  restingAt: (step, alive) => `育ちきりました。ステップ${number(step)}で休んでいます。生きている細胞は${number(alive)}個です。`,
  brushAt: (x, y) => `ブラシは${number(x + 1)}列、${number(y + 1)}行です。`,
  wounded: (alive) => `傷つきました。残った細胞は${number(alive)}個です。`,
  planted: '種をまきました。',
  noisy: 'ノイズを塗りました。',
  grafted: '接ぎ木しました。',
  looks: { cells: '細胞で描いています。', smooth: 'これには細かい絵がないので、なめらかに描いています。', fine: '氷で描いています。' },
  undone: '取り消しました。',
  redone: 'やり直しました。',
  healed: (steps) => `${number(steps)}ステップで治りました。`,
  failed: '問題が起きました。ページを読み込み直してみてください。',

  errors: {
    ...coreErrors,
    LOAD_FAILED: ({ what }) => {
      if (what === 'weights') return '重みを取得できませんでした。';
      return what === 'goal' ? '結晶が学んだ絵を取得できませんでした。' : 'WebAssemblyの計算部分を読み込めませんでした。';
    },
    SHADER_FAILED: 'GPUでは細かい絵を描けないので、CPUで描きます。',
    NO_GOAL: ({ goal, goals, names }) => `このモデルに「${goal}」という目標はありません。あるのは${names.join('、') || `${goals}個`}です。`,
    NO_FAMILY: 'このモデルは結晶の仲間を知らないので、その番号の結晶はありません。',
    BAD_MIX: '混ぜる割合は、目標ごとに1つの数です（例：0.3,0.7）。',
    FILE_TOO_LARGE: 'このファイルは雪の結晶の重みとしては大きすぎます。重みは34 kBです。',
    NOT_SUPPORTED: ({ what }) => `雪の結晶の表示に使う${what}が、このブラウザーにはありません。`,
    NO_UNPACKING: 'このブラウザーは雪の結晶のデータを展開できません。ChromeとEdgeは80、Firefoxは113、Safariは16.4からできます。',
  },

  models: {
    'snowflake': '雪の結晶',
    'ice-family': '雪の結晶いろいろ',
    'ice-gallery': '氷のギャラリー',
    'ice-feather': '氷の羽',
    'ice-needle': '氷の針',
    'ice-star': '氷の星',
    'ice-bloom': '氷の花',
    'ice-rosette': '氷のロゼット',
    'ice-floes': '流氷',
    'ice-frost': '霜の星',
    'ice-dendrite': '氷の樹枝',
    'ice-branch': '氷の枝',
    'ice-blade': '氷の刃',
    'ice-plate': '氷の板',
    'snowman': '雪だるま',
    'evergreen': 'もみの木',
    'snowflake-persistent': '雪の結晶（保つ）',
    'snowflake-growing': '雪の結晶（育つだけ）',
    'blog-snowflake': 'ブログ記事の雪の結晶',
    untitled: '育つ絵',
  },
};
