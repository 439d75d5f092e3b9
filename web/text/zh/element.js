/** What <snowflake-nca> says by itself, in Chinese. */
import { coreErrors } from './core-errors.js';

/** Not writers.js: an embedded element shall not bring along how all else is written. */
const { format: number } = new Intl.NumberFormat('zh');

/** @satisfies {import('../en/element.js').ElementWords} */
export const element = {
  language: 'zh',
  label: '由神经元胞自动机长成的雪花',
  labelOf: (title) => `${title}，由神经元胞自动机长成`,
  help: '方向键移动画笔，按住Shift移得更远；Enter或空格键使用工具。逗号和句号转动切线。P播放或暂停，S前进一步，B后退一步，R从头开始，V切换细胞与冰。Z撤销，Y重做。加号和减号缩放，0恢复原样。Escape离开网格。',
  controls: '播放控制',
  play: '播放',
  pause: '暂停',
  restart: '重来',
  undo: '撤销',
  hint: '在上面划一划，给它一道伤口。',
  playing: '正在生长。',
  pausedAt: (step) => `在第${number(step)}步暂停。`,
  restingAt: (step, alive) => `长成了：停在第${number(step)}步，有${number(alive)}个活细胞。`,
  brushAt: (x, y) => `画笔在第${number(x + 1)}列，第${number(y + 1)}行。`,
  wounded: (alive) => `受伤了：还剩${number(alive)}个细胞。`,
  planted: '种子已种下。',
  noisy: '噪声已涂上。',
  grafted: '已嫁接。',
  looks: { cells: '以细胞绘制。', smooth: '这朵没有更精细的图：以平滑方式绘制。', fine: '以冰晶绘制。' },
  undone: '已撤销。',
  redone: '已重做。',
  healed: (steps) => `用了${number(steps)}步愈合。`,
  failed: '出了点问题。请重新加载页面。',

  errors: {
    ...coreErrors,
    LOAD_FAILED: ({ what }) => {
      if (what === 'weights') return '没能取得权重。';
      return what === 'goal' ? '没能取得雪花所学的图片。' : '没能加载WebAssembly计算核心。';
    },
    SHADER_FAILED: '显卡画不了更精细的图，改由处理器来画。',
    NO_GOAL: ({ goal, goals, names }) => `这个模型没有“${goal}”这个目标，它有：${names.join('、') || `${goals}个`}。`,
    NO_FAMILY: '这个模型不认识任何雪花家族，所以没有这个编号的雪花。',
    BAD_MIX: '混合比例是每个目标一个数，例如0.3,0.7。',
    FILE_TOO_LARGE: '这个文件太大，不像雪花的权重，权重只有34 kB。',
    NOT_SUPPORTED: ({ what }) => `这个浏览器没有显示雪花所需的${what}。`,
    NO_UNPACKING: '这个浏览器无法解开雪花的数据。Chrome和Edge从80版、Firefox从113版、Safari从16.4版开始可以。',
  },

  models: {
    'snowflake': '雪花',
    'ice-family': '百变雪晶',
    'ice-gallery': '冰晶画廊',
    'ice-feather': '冰羽',
    'ice-needle': '冰针',
    'ice-star': '冰星',
    'ice-bloom': '冰花',
    'ice-rosette': '冰莲',
    'ice-floes': '浮冰',
    'ice-frost': '霜星',
    'ice-dendrite': '冰树枝',
    'ice-branch': '冰枝',
    'ice-blade': '冰刃',
    'ice-plate': '冰板',
    'snowman': '雪人',
    'evergreen': '冷杉',
    'snowflake-persistent': '雪花（能够保持）',
    'snowflake-growing': '雪花（只会生长）',
    'blog-snowflake': '博文雪花',
    untitled: '正在生长的图',
  },
};
