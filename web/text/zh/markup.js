/** @import * as english from '../en/markup.js' */
import { USUAL_LAYOUT } from '../../core/shape.js';
import { presets } from '../../training/presets.js';
import { writersOf } from '../writers.js';

/** So long a rollout of the first recipe is. */
const { numStepsMin: least, numStepsMax: most } = presets[0].settings;
/** What the flake of the lesson is made of. */
const { channels, hidden, perceived } = USUAL_LAYOUT, NUM_VISIBLE = 4;
const { number } = writersOf('zh'), numParams = number(USUAL_LAYOUT.numParams);

/** @satisfies {typeof english.page} */
export const page = {
  title: '雪花：一个细胞长成一幅图',
  description:
    '一朵从单个细胞长成的雪花，每个细胞都独自遵循同一条规则。给它一道伤口，种下种子，在浏览器里训练你自己的雪花：用C和WebAssembly写成，不需要显卡。',
  wordmark: '雪花',
  skip: '跳到雪花',
  heading: '一个细胞长成一朵雪花',
  lead: '雪花由细胞组成。每个细胞只看得见周围的八个邻居，大家都遵循同一条学来的小规则。没有谁在画这幅图。',
  nav: '页面各部分',
  compareLink: '比一比',
  lessonLink: '原理',
  snowLink: '下雪',
  trainLink: '自己训练',
  noScript: '雪花是在你的浏览器里算出来的。请允许JavaScript，看它长大。',
  footer: '由编译成WebAssembly的C程序在你自己的设备上计算。你在这里打开的一切都不会离开你的设备。',
  papers: '参考：',
  licence: 'MIT许可证',
  source: '源代码',
  languages: '语言',
};

/** @satisfies {typeof english.stage} */
export const stage = {
  section: '雪花',
  invite: '在上面划一划',
  done: '操作记录',
  growing: '正在生长。',
  numbers: '数据',
  morph: '变身：下一个接管现有的细胞',
  choose: '长什么',
  tool: '工具',
  wound: '擦除',
  cut: '切开',
  half: '切半',
  noise: '噪声',
  seed: '播种',
  graft: '嫁接',
  step: '前进一步',
  back: '后退一步',
  scrub: '当前显示的步',
  time: '时间',
  stay: '停在这里',
  restart: '重来',
  speed: '速度',
  sound: '细胞的声音',
  view: '视图',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomAll: '显示整朵雪花',
  inside: '看看细胞里面',
  insideHint: '每个细胞的所有数，画成了图。指向雪花的一个细胞，或者用按键把画笔移过去，旁边就会列出它自己的数。',
  more: '触发率、旋转、网格',
  angle: '旋转',
  fireRate: '触发率',
  size: '网格',
  sizeHint: '旋转会转动每个细胞感知的方向，之后长出的部分就是转过的。换网格或换随机种子，都从一个细胞重新开始。',
  fireSeed: '随机种子',
  meters: '读数',
  open: '打开',
  save: '保存',
  keys: '在雪花上可用的按键：方向键移动画笔，Enter使用工具，逗号和句号转动切线。P播放，S和B前进、后退一步，R重来，V切换细胞与冰，Z撤销，Y重做，+和−缩放，0显示全部，Esc离开。',
  statusStep: '步',
  statusAlive: '活细胞',
  statusRate: '步/秒',
  statusError: '误差',
  statusHealed: '愈合步数',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  section: '保存',
  picture: '图片',
  gif: 'GIF',
  video: '视频',
  share: '分享',
  link: '复制链接',
  embed: '嵌入代码',
  model: '模型',
};

/** @satisfies {typeof english.wish} */
export const wish = {
  label: '或者输入一个表情符号：它会当场学着长出来',
  grow: '学它',
  progress: '学习进度',
  watch: '看它学习',
};

/** @satisfies {typeof english.compare} */
export const compare = {
  heading: '三种教法',
  lead: '同一朵雪花，教了三遍。一朵只学生长；一朵学生长并保持；还有一朵边学边受伤。你对其中一朵做的事，会发生在三朵身上。',
  controls: '三朵雪花的控制',
  half: '切成两半',
  heart: '刺穿中心',
  cut: '横切一刀',
  hint: '在任意一朵上划一划：三朵的伤口都一样。',
};

/** @satisfies {typeof english.lesson} */
export const lesson = {
  heading: '原理',
  lead: '这里的每幅图看的都是同一朵雪花，它由上面那朵雪花的程序在你阅读时长成。用下面的滑块可以把它移到任意一步。这些图合起来，就是规则的一步，以及规则是怎样找到的。',
  walk: '所有图中的雪花',
  scrub: '所有图中雪花的步',
  again: '从第一个细胞开始',
  flake: '雪花',
  flakeLabel: '雪花现在的样子',
  channel: '通道',
  below: '小于零',
  above: '大于零',
  cell: {
    heading: `一个细胞是${channels}个数`,
    numbers: '其中四个是你看得见的：红、绿、蓝，还有阿尔法。阿尔法说的是细胞有多结实。',
    hidden: `另外${channels - NUM_VISIBLE}个是隐藏的。没有哪幅图规定它们该是多少，训练自己给它们找到了用处。细胞要记住什么、要告诉邻居什么，全靠这些数。`,
    hint: '选一个细胞：指向它、点它，或者用方向键移动（按住Shift一次移五个）。',
    frame: '雪花：用方向键选一个细胞',
    bars: '满条对颜色和阿尔法表示1，对隐藏的数表示4。',
  },
  perception: {
    heading: '它感知周围',
    sees: `一个细胞知道自己的${channels}个数，也知道其中每个数向右增长得多快、向下增长得多快。一共${perceived}个数，它能看到的就只有这些。`,
    kernels: '斜率用索贝尔核来算：把九个系数盖在一个细胞和它的八个邻居上，相乘，再相加。（这个模型还要除以八。）',
    disc: '可以像博文那样，用一个单色圆盘来检验：一个核会照亮左右两边，另一个会照亮上下两边。',
    itself: '自己',
    slopeX: '向右的斜率',
    slopeY: '向下的斜率',
    kernelItself: '核：细胞自己',
    kernelX: 'x方向的索贝尔核',
    kernelY: 'y方向的索贝尔核',
    seen: '感知到的',
    flake: '雪花',
    aDisc: '圆盘',
  },
  update: {
    heading: '它算出一个变化',
    network: `一个小网络把${perceived}个数变成${channels}个变化。先把全部${perceived}个数加权求和，得到${hidden}个和；小于零的都改成零，这叫ReLU。再把剩下的加权求和，得到${channels}个变化。`,
    same: `权重就是规则：学来的${numParams}个数，每个细胞都一样。没有一个数说明细胞在哪里，或者该变成什么。`,
    grown: '看看它生长时的变化。雪花长成后，变化也不会停：邻居们不断互相修正，所以它才能愈合。',
    drawing: `${perceived}个感知到的数，${hidden}个经过ReLU的和，${channels}个变化：先是${number(hidden * perceived)}个权重和${hidden}个偏置，再是${number(channels * hidden)}个权重和${channels}个偏置。`,
    sizes: { perceived: `${perceived}`, hidden: `${hidden}·ReLU`, channels: `${channels}`, first: `${number(hidden * perceived)} + ${hidden}`, second: `${number(channels * hidden)} + ${channels}` },
    own: '自己',
    learnt: '学来',
    change: '变化',
    changeLabel: '每个细胞即将采取的变化',
    changeCaption: '活细胞即将发生的变化',
    of: '变化的是',
  },
  fire: {
    heading: '一半细胞采取变化',
    half: '没有一个时钟为所有细胞同时敲响。每一步，每个细胞都有一半的机会采取变化，否则就原样等待。这样还能长出图来的规则，不需要谁来打拍子。',
    drawn: '抽签并不是瞎抽：一个细胞的签，由随机种子、步数和它的位置算出。所以同一个种子在每台机器上都长出同一朵雪花，一个比特也不差。',
    mask: '下一步谁会变',
    fires: '采取变化',
    waits: '等待',
  },
  life: {
    heading: '没有活着的邻居，它就会死',
    lives: '一个细胞自己的阿尔法，或者八个邻居中任何一个的阿尔法大于0.1，它就活着。在一步之前或之后不算活着的细胞，所有的数都归零。',
    border: '所以雪花有一圈一个细胞宽的边缘：那里的细胞还不结实，靠邻居活着。新的冰只能在那里形成：雪花这样长大，伤口也这样从边上合拢。',
    picture: '谁活着，为什么',
    itself: '结实：自己的阿尔法大于0.1',
    neighbour: '边缘：靠邻居活着',
  },
  channels: {
    heading: '一次看全部',
    all: `同一朵雪花画了${channels}遍，细胞的每个数一遍：先是看得见的${NUM_VISIBLE}个，再是隐藏的${channels - NUM_VISIBLE}个。隐藏的图角上写着最深的颜色代表多大的值。`,
    hidden: '看得见的图处处对称，隐藏的数却在各个枝之间、左右之间都不相同。看起来一样的细胞，就是这样知道自己位置的。',
  },
  training: {
    heading: '规则是学来的',
    epoch: `训练从什么也长不出来的数开始。它让雪花从一个细胞长${least}～${most}步，与目标比较，再把每一步倒着追一遍，弄清${numParams}个数各该往哪边动，然后把它们都挪动一点点。如此重复几百几千次。`,
    mixture: '在这里，你可以把没训练过的数和学好的数混在一起，看看会长出什么。真正的训练走的不是这样一条直路；但你能看到，要长出冰、长出六个枝、长出停在该停之处的边缘，各需要规则的多少。',
    link: '自己训练一个',
    grown: '混合后长出的东西',
    goal: '目标',
    learnt: '学会',
    error: '与目标的均方误差：',
  },
  ice: {
    heading: '它的祖先：手写规则的冰',
    lattice: '在更早的一篇博文里，作者用手写的规则让冰生长。在六边形的格子上，有一个细胞结了冰。每一步，每个细胞都数一数六个邻居中有几个结了冰：有1、4或5个，它就结冰；有2、3或6个，它就融化；一个也没有，它就保持原样。',
    contrast: '在那里，规则是写下来的，图是意外的惊喜。这里正好相反：图是给定的，而规则长得没法手写，只能学出来。',
    hint: '改一改规则，看看会长出什么。',
    picture: '按规则表长出的冰',
  },
};

/** @satisfies {typeof english.snow} */
export const snow = {
  heading: '下雪吧',
  lead: '这片天空里的每朵雪花，都在飘落时从一个细胞长成，各有各的随机种子和方向，所以没有两朵完全一样。点一朵给它一道伤口，它会在飘落途中愈合。',
  scene: '冬夜里，雪花一边飘落一边生长，近的大，远的小',
  controls: '降雪的控制',
  wound: '伤一朵雪花',
  flakes: '雪花',
  wind: '风',
  statusAlive: '活细胞',
  statusSteps: '已走步数',
};

/** @satisfies {typeof english.training} */
export const training = {
  heading: '自己训练',
  lead: `一个表情符号、一张图片、你画的一幅画：一无所知的细胞，就在你的浏览器里学会把它长出来。每一轮都有几朵雪花生长${least}～${most}步，与目标比较，然后每个权重都改进一点点。`,
  open: '打开工作室',
};
