/**
 * What the settings of a training are called, and what they mean, in Japanese.
 *
 * @import * as english from '../en/settings.js'
 */

/** @satisfies {typeof english.problems} */
export const problems = {
  unknown: (title) => `「${title}」という設定はありません。`,
  type: (title) => `設定「${title}」には数を入れてください。`,
  range: (title) => `設定「${title}」が範囲の外です。`,
  whole: (title) => `設定「${title}」には整数を入れてください。`,
  multiple: (title) => `設定「${title}」には、矢印で選べる数を入れてください。細胞はいくつかまとめて計算されます。`,
  choice: (title) => `設定「${title}」が選択肢にありません。`,
  padding: (title) => `設定「${title}」は、絵のために8細胞以上を残してください。`,
  steps: (title) => `設定「${title}」は、最小のステップ数以上にしてください。`,
  pool: (title) => `設定「${title}」は、バッチ以上か0にしてください。`,
  wounds: (title) => `設定「${title}」とほかの傷の種類を、すべて0にすることはできません。`,
  decay: (title) => `設定「${title}」は、学習率が下がり始めるより前にはできません。`,
};

/** @satisfies {typeof english.presets} */
export const presets = {
  quick: { title: 'はやい', about: '数秒で形が見え、1分以内に終わります。しばらく形を保ちますが、傷は治りません。' },
  lasting: { title: '長もち', about: '育って、形を保ちます。数分かかります。' },
  healing: { title: '治る', about: '育って、形を保ち、傷をふさぎます。5～20分かかります。' },
  sooner: { title: '記事どおり、はやめ', about: '細胞と損失はブログ記事のまま、もっと速く教えます。' },
  post: { title: '記事どおり', about: 'ブログ記事と同じく、結晶を1つずつ、好きなだけ長く教えます。' },
};

/** @satisfies {typeof english.kinds} */
export const kinds = {
  usual: { title: 'ふつうの細胞', about: '上がどちらかわかり、絵をそのままの向きで育てます。' },
  isotropic: { title: '向きのわからない細胞', about: '上も左もわからず、絵はどの向きにも育ちます。学ぶのが難しいので、何千エポックもかけてください。' },
  texture: { title: 'テクスチャー', about: '絵は模様になります。グリッドを埋め、端は反対側へつながり、死ぬ細胞はありません。' },
};

/** @satisfies {typeof english.parameters} */
export const parameters = {
  ofTheWeights: '始めに使う重みのものに決まっています。',
  misfits: {
    texture: 'テクスチャーは、部分がどこにあっても同じにくらべるので、回しても変わりません。',
    directed: '向きのわかる細胞は、絵をそのままの向きで育てます。',
    edge: 'テクスチャーは端の先へ続くので、トーラスが必要です。',
    filled: 'テクスチャーはグリッドを埋めます。',
    undying: '死ぬ細胞がないので、うすい所に助けはいりません。',
    noPool: 'プールがなければ、どの結晶も1つの細胞から始まります。',
    noWounds: 'バッチに、傷をつける結晶がありません。',
    noMuon: 'Muonのための設定です。',
    noClip: '勾配を全体で切りつめるときの設定です。',
  },
  fixed: (meaning) => `${meaning}次に始めるときから有効です。`,
  groups: { grid: 'グリッド', cells: '細胞', run: '学習', rollout: '展開', learning: '学び方', pool: 'プールと傷', penalties: '罰則' },
  side: { title: 'グリッドの一辺', meaning: 'グリッドの一辺の細胞数。2倍にすると、時間は4倍かかります。' },
  padding: { title: '余白', meaning: '絵のまわりの空の細胞。育ちすぎる余地があり、それをしないことを学びます。' },
  rule: {
    title: 'ルール', meaning: '細胞がいつ生きているか、どれだけ急な傾きとして知覚するか。',
    choices: { distill: 'Distill：前後とも生きている', blog: 'ブログ記事：後で生きている' },
  },
  filters: {
    title: '細胞に見えるもの', meaning: '自分のほかに、隣について見えるもの。向きがなければ、上と左を区別できません。',
    choices: { sobel: '横と縦の変わり方', isotropic: '変化と曲がりの大きさ、向きなし', 'sobel+laplacian': '横、縦、曲がり方' },
  },
  edge: {
    title: '端', meaning: 'グリッドの端の先に何があるか。',
    choices: { zero: '何もない', torus: '反対側（トーラス）' },
  },
  alive: {
    title: '生死', meaning: '生きた隣がいつ必要か。',
    choices: { rule: 'ルールのとおり', post: 'ステップの後', 'pre+post': 'ステップの前と後', none: '不要：死ぬ細胞はない' },
  },
  channels: { title: 'チャンネル', meaning: '細胞が持つ数。4つは色、残りは記憶です。' },
  hidden: { title: '隠れ層', meaning: 'どの細胞も持つ小さなネットワークの、和の数。2倍にすると、時間は2倍かかります。' },
  match: {
    title: 'くらべ方', meaning: '目標の何を見るか。',
    choices: { pixels: 'ピクセルを1つずつ', texture: '質感：小さな部分、場所は問わない' },
  },
  turns: { title: '回転数', meaning: '目標を何通りの向きで結晶と重ねるか。いちばん近いものを使います。どんな絵でも12あれば十分です。' },
  fireRate: { title: '発火率', meaning: '1ステップで細胞が変化を取り入れる確率。' },
  minAlpha: { title: 'アルファの下限', meaning: '目標のうすいピクセルをここまで濃くして、その細胞が生きられるようにします。' },
  numEpochs: { title: 'エポック数', meaning: 'この数で終わります。0なら、止めるまで続きます。' },
  seed: { title: '乱数の種', meaning: '同じ種からは、最後の1ビットまで同じ学習になります。' },
  batch: { title: 'バッチ', meaning: '1エポックで育てる結晶の数。複数のコアで分け合います。' },
  numStepsMin: { title: '最小ステップ', meaning: 'このステップから、結晶を目標とくらべます。' },
  numStepsMax: { title: '最大ステップ', meaning: '採点する最後のステップで、展開の長さでもあります。' },
  loss: {
    title: '損失', meaning: 'どのステップで結晶を目標とくらべるか。',
    choices: { every: '最小から最大までの毎ステップ', last: 'そのうち1つ、毎回くじで' },
  },
  optimizer: { title: '最適化', meaning: '重みが勾配に従う方法。Muonなら、ずっと少ないエポックですみます。', choices: { muon: 'Muon', adam: 'Adam' } },
  learningRate: { title: '学習率', meaning: '1エポックで重みが動く大きさ。Muonでは、バイアスが動く大きさ。' },
  muonRate: { title: 'Muonの学習率', meaning: 'Muonで動かす2つの行列の学習率。' },
  learningRateEnd: { title: '最後の学習率', meaning: '学習率はここまで下がり、Muonの学習率も同じ割合で下がります。' },
  decayBeginEpoch: { title: '下がり始め', meaning: '学習率が下がり始めるエポック。' },
  decayEndEpoch: { title: '下がり終わり', meaning: '学習率が下がり終わるエポック。' },
  weightDecay: { title: '重み減衰', meaning: 'Muonで行列が縮む割合。学習率を掛けて効きます。状態の発散を防ぎます。' },
  grads: {
    title: '勾配', meaning: '勾配をまずどう整えるか。',
    choices: { clip: '全体の長さを切りつめる', 'per-tensor': 'テンソルごとに長さを1に' },
  },
  clipNorm: { title: '切りつめ', meaning: '勾配の長さの上限。0なら上限なし。' },
  poolSize: { title: 'プール', meaning: '育った結晶をとっておき、そこから続けます。これで形を保つことを学びます。0なら、毎回1つの細胞から始めます。' },
  seedsPerBatch: { title: 'バッチ内の種', meaning: 'バッチのうち、それでも1つの細胞から始める結晶の数。' },
  woundsPerBatch: { title: 'バッチ内の傷', meaning: 'バッチのうち、先に傷をつける結晶の数。これで治ることを学びます。' },
  woundBeginEpoch: { title: '傷の開始', meaning: '傷をつけ始めるエポック。' },
  woundDiscs: { title: '円', meaning: 'どこかに円い傷がつく割合。' },
  woundCentres: { title: '中心の円', meaning: '中心に円い傷がつく割合。' },
  woundHalves: { title: '半分', meaning: '結晶の半分がなくなる割合。' },
  woundBands: { title: '帯', meaning: 'まっすぐ切られる割合。' },
  overflowWeight: { title: 'はみ出し', meaning: '2を超えた数を、どれだけ損失に数えるか。' },
  stillnessWeight: { title: '静けさ', meaning: '最後のステップでの変化を、どれだけ損失に数えるか。' },
  survivalWeight: { title: '生き残り', meaning: '結晶全体が薄れることを、どれだけ損失に数えるか。種が死なないようにします。' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  BAD_SETTING: ({ key, problem }) => problems[problem](/** @type {Record<string, any>} */ (parameters)[key]?.title ?? key),
};
