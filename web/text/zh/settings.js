/**
 * What the settings of a training are called, and what they mean, in Chinese.
 *
 * @import * as english from '../en/settings.js'
 */

/** @satisfies {typeof english.problems} */
export const problems = {
  unknown: (title) => `没有“${title}”这项设置。`,
  type: (title) => `设置“${title}”必须是一个数。`,
  range: (title) => `设置“${title}”超出了范围。`,
  whole: (title) => `设置“${title}”必须是整数。`,
  multiple: (title) => `设置“${title}”必须是用箭头能选到的数：细胞是几个一起算的。`,
  choice: (title) => `设置“${title}”不在可选项之中。`,
  padding: (title) => `设置“${title}”必须给图留出至少8个细胞。`,
  steps: (title) => `设置“${title}”不能小于最少步数。`,
  pool: (title) => `设置“${title}”必须不小于批次，或者为0。`,
  wounds: (title) => `设置“${title}”和其他几种伤口不能全为0。`,
  decay: (title) => `设置“${title}”不能早于学习率开始下降的时候。`,
};

/** @satisfies {typeof english.presets} */
export const presets = {
  quick: { title: '快速', about: '几秒就认得出来，一分钟内完成。它能保持一阵，但不会愈合。' },
  lasting: { title: '持久', about: '它会生长，并保持原样。需要几分钟。' },
  healing: { title: '愈合', about: '它会生长、保持，并合上伤口。需要五到二十分钟。' },
  sooner: { title: '博文，快一些', about: '用博文的细胞和损失，以更快的方法来教。' },
  post: { title: '博文原样', about: '和博文一样：一次一朵雪花，想训练多久就多久。' },
};

/** @satisfies {typeof english.kinds} */
export const kinds = {
  usual: { title: '普通细胞', about: '它们分得清哪边是上，把图按原来的方向长出来。' },
  isotropic: { title: '不辨方向的细胞', about: '它们不知道上和左，长出的图可以朝任何方向。这更难学：给它们几千轮。' },
  texture: { title: '纹理', about: '图是一种花纹：它铺满网格，越过边缘接到另一边，没有细胞会死。' },
};

/** @satisfies {typeof english.parameters} */
export const parameters = {
  ofTheWeights: '由开始时所用的权重决定。',
  misfits: {
    texture: '纹理的各部分在哪里都一样比较，所以转动它没有区别。',
    directed: '能辨方向的细胞会把图按原来的方向长出来。',
    edge: '纹理会越过边缘延续：它需要环面。',
    filled: '纹理会铺满网格。',
    undying: '没有细胞会死，所以浅淡的细胞不需要帮助。',
    noPool: '没有样本池，每朵雪花都从一个细胞开始。',
    noWounds: '批次里没有受伤的雪花。',
    noMuon: '这是Muon的设置。',
    noClip: '这是整体裁剪梯度时的设置。',
  },
  fixed: (meaning) => `${meaning}下次开始时生效。`,
  groups: { grid: '网格', cells: '细胞', run: '训练', rollout: '推演', learning: '学习', pool: '样本池与伤口', penalties: '惩罚' },
  side: { title: '网格边长', meaning: '网格每边的细胞数。加倍则用时为四倍。' },
  padding: { title: '留白', meaning: '图四周的空细胞：留出长过头的余地，好让它学会不长过头。' },
  rule: {
    title: '规则', meaning: '细胞何时算活着，以及感知得多敏锐。',
    choices: { distill: 'Distill：前后都活着', blog: '博文：之后活着' },
  },
  filters: {
    title: '细胞看到什么', meaning: '除了自己，还看到邻居的什么。没有方向，它就分不清上和左。',
    choices: { sobel: '横向和纵向的变化', isotropic: '变化和弯曲的大小，不分方向', 'sobel+laplacian': '横向、纵向和弯曲' },
  },
  edge: {
    title: '边缘', meaning: '网格边缘之外是什么。',
    choices: { zero: '什么也没有', torus: '另一边：环面' },
  },
  alive: {
    title: '生死', meaning: '细胞什么时候必须有活着的邻居。',
    choices: { rule: '按规则', post: '一步之后', 'pre+post': '一步之前和之后', none: '不需要：没有细胞会死' },
  },
  channels: { title: '通道', meaning: '细胞的数：四个是颜色，其余是记忆。' },
  hidden: { title: '隐藏单元', meaning: '每个细胞的小网络里有多少个和。加倍则用时也加倍。' },
  match: {
    title: '比较方式', meaning: '看目标的哪一点。',
    choices: { pixels: '像素，逐个比较', texture: '纹理：小块，不论在哪里' },
  },
  turns: { title: '转向', meaning: '目标以多少个方向与雪花相比，取最接近的一个。任何图都用12就够了。' },
  fireRate: { title: '触发率', meaning: '细胞在一步中采取变化的机会。' },
  minAlpha: { title: '最小阿尔法', meaning: '目标中浅淡的像素会提高到这个值，好让它们的细胞能活。' },
  numEpochs: { title: '轮数', meaning: '这么多轮之后完成。0：一直进行到你停下它。' },
  seed: { title: '随机种子', meaning: '同一个种子，训练过程一个比特也不差。' },
  batch: { title: '批次', meaning: '每轮生长的雪花数。由几个核心分担。' },
  numStepsMin: { title: '最少步数', meaning: '从这一步起，雪花与目标比较。' },
  numStepsMax: { title: '最多步数', meaning: '计分的最后一步，也是一次推演的长度。' },
  loss: {
    title: '损失', meaning: '在哪些步把雪花与目标比较。',
    choices: { every: '两者之间的每一步', last: '其中一步，每次重新抽取' },
  },
  optimizer: { title: '优化器', meaning: '权重怎样跟着梯度走。Muon需要的轮数少得多。', choices: { muon: 'Muon', adam: 'Adam' } },
  learningRate: { title: '学习率', meaning: '权重在一轮里移动多远；用Muon时指偏置。' },
  muonRate: { title: 'Muon学习率', meaning: '用Muon时，两个矩阵的学习率。' },
  learningRateEnd: { title: '最终学习率', meaning: '学习率降到这里，Muon的学习率按比例下降。' },
  decayBeginEpoch: { title: '开始下降', meaning: '学习率从哪一轮开始下降。' },
  decayEndEpoch: { title: '下降结束', meaning: '学习率在哪一轮降完。' },
  weightDecay: { title: '权重衰减', meaning: '用Muon时矩阵缩小多少，再乘以其学习率。它防止状态发散。' },
  grads: {
    title: '梯度', meaning: '先怎样处理梯度。',
    choices: { clip: '整体裁剪', 'per-tensor': '每个张量的长度变为一' },
  },
  clipNorm: { title: '裁剪到', meaning: '梯度的最大长度。0：不限。' },
  poolSize: { title: '样本池', meaning: '留下长成的雪花并从它们继续：这样学会保持。0：每次推演都从一个细胞开始。' },
  seedsPerBatch: { title: '批次中的种子', meaning: '每批中仍从一个细胞开始的雪花数。' },
  woundsPerBatch: { title: '批次中的伤口', meaning: '每批中先受伤的雪花数：这样学会愈合。' },
  woundBeginEpoch: { title: '伤口开始于', meaning: '从哪一轮起让雪花受伤。' },
  woundDiscs: { title: '圆盘', meaning: '伤口是某处一个圆盘的频度。' },
  woundCentres: { title: '中心圆盘', meaning: '伤口是中心一个圆盘的频度。' },
  woundHalves: { title: '切半', meaning: '伤口去掉半朵雪花的频度。' },
  woundBands: { title: '直切', meaning: '伤口是一道直切口的频度。' },
  overflowWeight: { title: '溢出', meaning: '超过二的数有多少计入损失。' },
  stillnessWeight: { title: '静止', meaning: '最后一步的变化有多少计入损失。' },
  survivalWeight: { title: '存活', meaning: '整片雪花变淡有多少计入损失，使种子不致死去。' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  BAD_SETTING: ({ key, problem }) => problems[problem](/** @type {Record<string, any>} */ (parameters)[key]?.title ?? key),
};
