/**
 * What the studio says: of a run, and of those that are kept, in Japanese.
 *
 * @import * as english from '../en/studio.js'
 */
import { writersOf } from '../writers.js';

const { decimals, isOne, number, percent, rough } = writersOf('ja');

/** @satisfies {typeof english.training} */
export const training = {
  live: '今育つもの',
  liveLabel: '学習中の重みで今育つもの',
  liveLabelOf: (goal) => `学習中の重みで今育つもの：${goal}`,
  start: '学習を始める',
  again: '最初からやり直す',
  goOn: 'ここから続ける',
  back: (epoch) => `最良に戻る（エポック${number(epoch)}）`,
  results: '学んだもの',
  pause: '一時停止',
  resume: '再開',
  stop: '止める',
  use: 'この重みを使う',
  keep: 'ギャラリーに残す',
  save: '重みを保存',
  saveRun: '学習をまるごと保存',
  share: 'モデルのリンクをコピー',
  embed: '埋め込みコードをコピー',
  epoch: 'エポック',
  loss: '損失（20回平均）',
  rate: 'エポック/秒',
  left: '残り時間',
  chart: 'エポックごとの損失',
  chartEmpty: '学習を始めると、ここに損失の曲線が描かれます。',
  chartLabel: (epochs, loss) => `${number(epochs)}エポックにわたる損失の曲線。今は${loss}。`,
  idle: '学習を始められます。',
  loading: '始めています。',
  running: '学習中です。',
  paused: (epoch) => `エポック${number(epoch)}で一時停止しました。`,
  stopped: (epoch) => `エポック${number(epoch)}で止めました。重みは、使うことも、保存することも、さらに学習させることもできます。`,
  done: (epoch) => `エポック${number(epoch)}で終わりました。重みは、使うことも、保存することも、さらに学習させることもできます。`,
  steppedBack: (from, to) => `エポック${number(from)}から${number(to)}へ戻りました。`,
  goalWhileTraining: '新しい目標は、次に始めるときから有効です。',
  notFinite: (epoch) => `損失が有限の数ではなくなり、学習を止めました。最後のよい重み（エポック${number(epoch)}）は残してあります。`,
  moved: {
    lost: 'GPUが使えなくなりました。いちばん新しい保存点から、CPUで学習を続けます。',
    none: 'このブラウザーではGPUで計算できないので、CPUで学習します。',
    other: (why) => `${why}CPUで学習します。`,
  },
  died: (epoch) => `学習していたワーカーが止まってしまいました。エポック${number(epoch)}の重みは残っています。使う、保存する、そこから続ける、のどれもできます。`,
  diedEarly: '学習するワーカーが、何も学ばないうちに止まってしまいました。もう一度試してください。また止まるなら、ほかのタブがメモリーを使っているのかもしれません。',
  modelName: (goal) => `${goal}（ブラウザーで学習）`,
};

/** @satisfies {typeof english.studio} */
export const studio = {
  heading: '学ぶところを見る',
  progress: '学習の進みぐあい',
  pool: 'プールから：練習に使う結晶',
  poolLabel: 'サンプルプールの結晶の一部',
  timeLeft: (seconds) => {
    const minutes = seconds / 60;
    return seconds < 55 ? `${number(Math.max(5, Math.round(seconds / 5) * 5))}秒` : minutes < 59.5 ? `${number(Math.round(minutes))}分` : `${rough(minutes / 60)}時間`;
  },
};

/** @satisfies {typeof english.runs} */
export const runs = {
  heading: 'このブラウザーに保存した学習',
  goOn: '続ける',
  remove: '削除',
  rename: '名前を変える',
  lookAgain: 'もう一度調べる',
  removed: (name) => `「${name}」を削除しました。`,
  left: (name) => `「${name}」は保存できず、別の学習が始まりました。`,
  goOnWith: (name, epochs) =>
    name ? `「${name}」をエポック${number(epochs)}から続ける` : `名前のない学習をエポック${number(epochs)}から続ける`,
  goOnLabel: (name) => `続ける：${name}`,
  removeLabel: (name) => `削除：${name}`,
  renameLabel: (name) => `名前を変える：${name}`,
  name: '学習の名前',
  curve: '損失（対数目盛り）',
  size: (bytes) => `全部で${rough(bytes / 1e6)} MBです。`,
  unnamed: '名前のない学習',
  summary: (name, epochs, loss) =>
    Number.isFinite(loss) ? `${name}：エポック${number(epochs)}、損失${decimals(loss, 4)}` : `${name}：エポック${number(epochs)}`,
};

/** @satisfies {typeof english.recipe} */
export const recipe = {
  heading: 'どう学ばせますか？',
  presets: 'おすすめの設定',
  ofThePost: 'ブログ記事のとおり',
  everySetting: 'すべての設定',
  start: '始めの重み',
  scratch: 'なし：ゼロから',
  startRun: 'この学習で学んだもの',
  file: 'ファイルの重み',
  runFile: 'ファイルの学習',
  kinds: '細胞の種類',
  cost: (numParams, time) => `この大きさの細胞が学ぶ数は${number(numParams)}個で、1ステップの時間はふつうの大きさ${isOne(time) ? 'とほぼ同じ' : `の約${decimals(time, 1)}倍`}です。`,
  trainOn: '学習に使うもの',
  devices: { processor: 'CPU', graphics: 'GPU' },
  takes: (epochs, onProcessor, onGraphics) =>
    `${number(epochs)}エポックにかかる時間は、CPUで${onProcessor ? `約${onProcessor}` : 'まだ不明'}、GPUで${onGraphics ? `約${onGraphics}` : 'まだ不明'}です。`,
  workers: 'ワーカー',
  reset: 'おすすめに戻す',
  asPreset: (title) => `すべて「${title}」のとおりです。`,
  changed: (title) => `変更をやめて「${title}」にしました。`,
  custom: (title) => `「${title}」に変更を加えています。`,
  weightsRead: (name) => `${name}を読み込みました。次はそこから始まります。`,
};

/** @satisfies {typeof english.health} */
export const health = {
  heading: '健康診断',
  ofEpoch: (epoch) => `エポック${number(epoch)}の結晶を、教えた長さよりずっと長く、そのまま育てた結果です。`,
  probing: (epoch, share) => `エポック${number(epoch)}を調べています：${percent(share)}。`,
  atStep: (step) => `ステップ${number(step)}の誤差`,
  wounds: 'ふさがった傷',
  healed: (healed, count) => `${number(count)}個中${number(healed)}個`,
  far: '限りなく大きい',
  verdicts: { good: '良い', fair: 'まあまあ', poor: '悪い' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  GPU_BATCH_TOO_LARGE: 'このバッチはGPUには大きすぎます。',
  GPU_NO_MEMORY: 'GPUに、この学習のための空きがありません。',
  STORAGE_NONE: 'このブラウザーはこのページのために何も保存しないので、閉じると学習は消えます。気に入ったものは、重みを保存してください。',
  STORAGE_DENIED: 'このブラウザーの設定ではこのページは何も保存できないので、閉じると学習は消えます。Cookieとサイトデータを許可するか、気に入ったものの重みを保存してください。',
  SANDBOX_STORAGE: 'このページはサンドボックスのフレームの中にあり、何も保存できないので、閉じると学習は消えます。単独で開くか、フレームに「allow-same-origin」を付けてください。',
  SANDBOX_WORKER: 'このページはサンドボックスのフレームの中にあり、必要なワーカーを起動できません。単独で開くか、フレームに「allow-same-origin」を付けてください。',
  POLICY_WORKER: ({ directive }) =>
    `このページのポリシーが、必要なワーカーを許可していません。Content-Security-Policyの${directive}が禁じています。「worker-src 'self'」が必要です。`,
  WORKER_MISSING: '学習するワーカーを取得できませんでした。接続がないようです。つながったら、もう一度始めてください。',
  NO_MODULE_WORKERS: 'このブラウザーは学習には古すぎ、モジュールのワーカーが使えません。Firefox 114以降か、Chrome、Edge、Safariで学習してください。',
  POLICY_TRUSTED_TYPES: 'このページのポリシーはTrusted Typesを求めていますが、必要な名前がありません。Content-Security-Policyの「trusted-types」に「snowflake-nca」を書いてください。',
  STORAGE_NEWER: 'このブラウザーの学習は、このページの新しい版が保存したものです。読み込み直すと見られます。それまでは、ページを閉じると学習は消えます。',
  STORAGE_FULL: 'ブラウザーに、この学習を保存する場所がもうありません。前に保存した分は残っています。ほかの学習を削除すると場所が空きます。',
  STORAGE_FAILED: 'ブラウザーが、保存した学習を読み書きできませんでした。ページを読み込み直してみてください。',
  RUN_MISSING: 'この学習はもうありません。別のタブで削除されたのかもしれません。',
  RUN_DAMAGED: 'この学習の保存データが壊れているので、続けられません。',
  RUN_ELSEWHERE: 'この学習は、別のタブで続いています。',
  RUN_WENT_ON: 'ここで止めた後、別のタブがこの学習を進めました。そこから続けます。',
  RUN_NOT_SAVED: '開いている学習を保存できなかったので、止めたまま残しています。気に入っていれば、重みを保存してください。次は、このまま閉じます。',
  RUN_INVALID: 'これは保存できる学習ではありません。一部が欠けているか、範囲の外です。',
  RUNS_LEFT_OUT: ({ count }) => `ここに保存した学習のうち${number(count)}件が壊れていて、除きました。`,
};
