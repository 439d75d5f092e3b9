/** @import * as english from '../en/markup.js' */
import { USUAL_LAYOUT } from '../../core/shape.js';
import { presets } from '../../training/presets.js';
import { writersOf } from '../writers.js';

/** So long a rollout of the first recipe is. */
const { numStepsMin: least, numStepsMax: most } = presets[0].settings;
/** What the flake of the lesson is made of. */
const { channels, hidden, perceived } = USUAL_LAYOUT, NUM_VISIBLE = 4;
const { number } = writersOf('ja'), numParams = number(USUAL_LAYOUT.numParams);

/** @satisfies {typeof english.page} */
export const page = {
  title: '雪の結晶：1つの細胞が絵に育つ',
  description:
    'たった1つの細胞から育つ雪の結晶。どの細胞も、同じルールに自分だけで従います。傷をつけたり、種をまいたり、ブラウザーで自分の結晶を学習させたり。CとWebAssemblyで動き、GPUはいりません。',
  wordmark: '雪の結晶',
  skip: '雪の結晶へ移動',
  heading: '1つの細胞が雪の結晶に育つ',
  lead: '結晶は細胞でできています。どの細胞も、見えるのは隣の8つだけ。みんなが、学習で得た同じ小さなルールに従います。絵を描いている人はいません。',
  nav: 'ページの各部分',
  compareLink: 'くらべる',
  lessonLink: 'しくみ',
  snowLink: '雪を降らせる',
  trainLink: '自分で学習',
  noScript: '雪の結晶はブラウザーの中で計算されます。育つところを見るには、JavaScriptを許可してください。',
  footer: 'C言語のプログラムをWebAssemblyにして、お使いの端末で計算しています。ここで開いたものが、端末の外に出ることはありません。',
  papers: 'もとになったもの：',
  licence: 'MITライセンス',
  source: 'ソースコード',
  languages: '言語',
};

/** @satisfies {typeof english.stage} */
export const stage = {
  section: '雪の結晶',
  invite: 'なぞってみよう',
  done: '操作の履歴',
  growing: '育っています。',
  numbers: '数値',
  morph: '変身：次の結晶が、今ある細胞を引き継ぐ',
  choose: '育てるもの',
  tool: '道具',
  wound: '消す',
  cut: '切る',
  half: '半分',
  noise: 'ノイズ',
  seed: '種',
  graft: '接ぎ木',
  step: '1ステップ進む',
  back: '1ステップ戻る',
  scrub: '表示中のステップ',
  time: '時間',
  stay: 'ここで止まる',
  restart: '最初から',
  speed: '速さ',
  sound: '細胞の音',
  view: '表示',
  zoomIn: '拡大',
  zoomOut: '縮小',
  zoomAll: '結晶全体を表示',
  inside: '細胞の中をのぞく',
  insideHint: 'すべての細胞の、すべての数を絵にしました。結晶の細胞を指すか、キーでブラシをそこへ動かすと、その細胞の数が横に並びます。',
  more: '発火率、回転、グリッド',
  angle: '回転',
  fireRate: '発火率',
  size: 'グリッド',
  sizeHint: '回転させると、どの細胞も知覚の向きが変わり、それから育つ部分が回って育ちます。グリッドや乱数の種を変えると、1つの細胞から始まります。',
  fireSeed: '乱数の種',
  meters: '計測値',
  open: '開く',
  save: '保存',
  keys: '結晶の上で使うキー：矢印でブラシが動き、Enterで道具を使い、カンマとピリオドで切る線が回ります。Pで再生、SとBで1ステップ進む・戻る、Rで最初から、Vで細胞と氷を切り替え、Zで取り消し、Yでやり直し、+と−で拡大・縮小、0で全体、Escで離れます。',
  statusStep: 'ステップ',
  statusAlive: '生きた細胞',
  statusRate: 'ステップ/秒',
  statusError: '誤差',
  statusHealed: '治るまで',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  section: '残す',
  picture: '画像',
  gif: 'GIF',
  video: '動画',
  share: '共有',
  link: 'リンクをコピー',
  embed: '埋め込みコード',
  model: 'モデル',
};

/** @satisfies {typeof english.wish} */
export const wish = {
  label: 'または、絵文字を1つ入れてみましょう。今ここで、育て方を学びます',
  grow: '学ばせる',
  progress: '学習の進みぐあい',
  watch: '学ぶところを見る',
};

/** @satisfies {typeof english.compare} */
export const compare = {
  heading: '3通りの教え方',
  lead: '同じ雪の結晶を、3通りに教えました。1つには育つことだけ。1つには育って形を保つこと。もう1つは、傷をつけながら教えました。どれか1つにしたことは、3つすべてに起こります。',
  controls: '3つの結晶の操作',
  half: '半分に切る',
  heart: '中心に穴をあける',
  cut: '横に切る',
  hint: 'どれかをなぞってみてください。傷は3つとも同じです。',
};

/** @satisfies {typeof english.lesson} */
export const lesson = {
  heading: 'しくみ',
  lead: 'ここの図はどれも、同じ1つの結晶を見ています。読んでいる間に、上の結晶と同じプログラムが育てるものです。下のつまみで好きなステップへ動かせます。図を順に見ていくと、ルールの1ステップと、ルールの見つけ方がわかります。',
  walk: 'すべての図で使う結晶',
  scrub: 'すべての図での結晶のステップ',
  again: '最初の細胞から',
  flake: '結晶',
  flakeLabel: '今の結晶',
  channel: 'チャンネル',
  below: '0より小',
  above: '0より大',
  cell: {
    heading: `細胞は${channels}個の数`,
    numbers: 'そのうち4つが、目に見えるものです。赤、緑、青、そしてアルファ。アルファは、細胞がどれだけ固まっているかを表します。',
    hidden: `残りの${channels - NUM_VISIBLE}個は隠れています。どんな値であるべきかは、どの絵にも書いてありません。使い道は、学習が自分で見つけました。細胞が何かを覚えておくのも、隣に何かを伝えるのも、この数だけが頼りです。`,
    hint: '細胞を選んでください。指す、タップする、または矢印キーで動かします（Shiftを押すと5つずつ）。',
    frame: '結晶：矢印キーで細胞を選べます',
    bars: '棒がいっぱいになるのは、色とアルファでは1、隠れた数では4です。',
  },
  perception: {
    heading: '細胞はまわりを知覚する',
    sees: `細胞が知っているのは、自分の${channels}個の数と、そのそれぞれが右へ、また下へ、どれだけ急に増えるか。合わせて${perceived}個。見えるのはこれがすべてです。`,
    kernels: '傾きはソーベルのカーネルで求めます。細胞と隣の8つに9つの係数を重ね、掛けて、足し合わせます（このモデルでは、さらに8で割ります）。',
    disc: '無地の円で試すと確かめられます。ブログ記事でもそうしています。一方は左右の縁を、もう一方は上下の縁を光らせます。',
    itself: '自分',
    slopeX: '右への傾き',
    slopeY: '下への傾き',
    kernelItself: 'カーネル：細胞自身',
    kernelX: 'x方向のソーベルカーネル',
    kernelY: 'y方向のソーベルカーネル',
    seen: '知覚されるもの',
    flake: '結晶',
    aDisc: '円',
  },
  update: {
    heading: '細胞は変化を計算する',
    network: `小さなネットワークが、${perceived}個の数を${channels}個の変化に変えます。まず、${perceived}個すべてに重みを掛けて足したものを${hidden}通り作ります。0より小さいものは0にします。これをReLUといいます。残ったものにまた重みを掛けて足し、${channels}個の変化にします。`,
    same: `この重みがルールです。学習で得た${numParams}個の数で、どの細胞でも同じです。細胞がどこにいて何になるべきかは、どの数にも書いてありません。`,
    grown: '育つ間の変化を見てください。育ちきっても、変化は終わりません。隣どうしが直し合い続けるから、傷も治せるのです。',
    drawing: `知覚した数${perceived}個、ReLUを通した和${hidden}個、変化${channels}個。重み${number(hidden * perceived)}個とバイアス${hidden}個、続いて重み${number(channels * hidden)}個とバイアス${channels}個。`,
    sizes: { perceived: `${perceived}`, hidden: `${hidden}・ReLU`, channels: `${channels}`, first: `${number(hidden * perceived)} + ${hidden}`, second: `${number(channels * hidden)} + ${channels}` },
    own: '自分',
    learnt: '学習',
    change: '変化',
    changeLabel: '各細胞がこれから取り入れる変化',
    changeCaption: '生きた細胞の、次の変化',
    of: '変化するもの',
  },
  fire: {
    heading: '変わるのは半分だけ',
    half: 'すべての細胞にいっせいに時を告げる時計はありません。ステップごとに、どの細胞も2分の1の確率で変化を取り入れ、そうでなければそのまま待ちます。それでも絵が育つルールなら、時計係はいりません。',
    drawn: 'くじは、でたらめに引くのではありません。乱数の種と、ステップの番号と、細胞の場所から計算します。だから同じ種からは、どの機械でも最後の1ビットまで同じ結晶が育ちます。',
    mask: '次のステップで変わる細胞',
    fires: '変化を取り入れる',
    waits: '待つ',
  },
  life: {
    heading: '生きた隣がいないと死ぬ',
    lives: '細胞が生きているのは、自分か、隣の8つのどれかのアルファが0.1を超えるときです。ステップの前か後に生きていない細胞は、すべての数が0になります。',
    border: 'そのため結晶には、幅が細胞1つ分の縁ができます。まだ固まらず、隣のおかげで生きている細胞です。新しい氷ができるのはここだけ。結晶はこうして育ち、傷も縁からふさがります。',
    picture: 'だれが、なぜ生きているか',
    itself: '固い：自分のアルファが0.1超',
    neighbour: '縁：隣のおかげで生きている',
  },
  channels: {
    heading: '全部を一度に',
    all: `同じ結晶を、細胞の数1つにつき1枚、${channels}枚並べました。目に見える${NUM_VISIBLE}つと、隠れた${channels - NUM_VISIBLE}個です。隠れたものの隅にある値は、いちばん濃い色が表す大きさです。`,
    hidden: '見た目は同じでも、隠れた数は腕ごとに、また左と右とで違います。だから、そっくりな細胞でも自分の場所がわかるのです。',
  },
  training: {
    heading: 'ルールは学習で得る',
    epoch: `学習は、何も育たない数から始まります。1つの細胞から${least}～${most}ステップ育て、目標とくらべます。そして全ステップを逆にたどり、${numParams}個の数をそれぞれどちらへ動かせばよいかを調べて、少しずつ動かします。これを何百回、何千回とくり返します。`,
    mixture: 'ここでは、学習前の数と学習後の数を混ぜ、そこから育ててみることができます。本当の学習は、こんなにまっすぐな道は通りません。それでも、氷になるには、6本の腕が出るには、縁が止まるべき所で止まるには、ルールがどれだけ必要かがわかります。',
    link: '自分で学習させてみる',
    grown: '混ぜた数から育つもの',
    goal: '目標',
    learnt: '学習',
    error: '目標との平均二乗誤差：',
  },
  ice: {
    heading: '祖先：手書きのルールの氷',
    lattice: 'この記事の前に、著者は手書きのルールで氷を育てていました。六角形の格子の中で、1つの細胞が凍っています。ステップごとに、どの細胞も隣の6つのうち凍ったものを数えます。1、4、5個なら凍り、2、3、6個ならとけ、0個ならそのままです。',
    contrast: 'そこでは、ルールが先に書かれ、どんな絵になるかが驚きでした。ここでは逆です。絵が先に決まっていて、手では書けないほど長いルールを学習します。',
    hint: 'ルールを変えて、何が育つか見てください。',
    picture: 'ルールの表から育った氷',
  },
};

/** @satisfies {typeof english.snow} */
export const snow = {
  heading: '雪を降らせる',
  lead: 'この空の結晶は、落ちながら1つの細胞から育ちます。乱数の種も向きもそれぞれ違うので、そっくり同じものは2つとありません。タップすると傷がつき、落ちる間に治ります。',
  scene: '冬の夜。雪の結晶が落ちながら育つ。近いものは大きく、遠いものは小さい',
  controls: '雪の操作',
  wound: '結晶に傷をつける',
  flakes: '結晶',
  wind: '風',
  statusAlive: '生きた細胞',
  statusSteps: '進んだステップ',
};

/** @satisfies {typeof english.training} */
export const training = {
  heading: '自分で学習させる',
  lead: `絵文字、画像、自分で描いた絵。何も知らない細胞たちが、その育て方をこのブラウザーの中で学びます。エポックごとに、いくつかの結晶が${least}～${most}ステップ育って目標とくらべられ、すべての重みが少しずつよくなります。`,
  open: 'スタジオを開く',
};
