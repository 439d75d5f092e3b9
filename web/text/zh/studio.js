/**
 * What the studio says: of a run, and of those that are kept, in Chinese.
 *
 * @import * as english from '../en/studio.js'
 */
import { writersOf } from '../writers.js';

const { decimals, isOne, number, percent, rough } = writersOf('zh');

/** @satisfies {typeof english.training} */
export const training = {
  live: '现在长成的样子',
  liveLabel: '正在训练的权重现在长成的样子',
  liveLabelOf: (goal) => `正在训练的权重现在长成的样子：${goal}`,
  start: '开始训练',
  again: '从头再来',
  goOn: '从这里继续',
  back: (epoch) => `回到最好的第${number(epoch)}轮`,
  results: '学到了什么',
  pause: '暂停',
  resume: '继续',
  stop: '停止',
  use: '使用这份权重',
  keep: '留在展厅',
  save: '保存权重',
  saveRun: '保存整次训练',
  share: '复制模型链接',
  embed: '复制嵌入代码',
  epoch: '轮',
  loss: '损失（20轮平均）',
  rate: '轮/秒',
  left: '剩余时间',
  chart: '各轮的损失',
  chartEmpty: '训练开始后，损失曲线会画在这里。',
  chartLabel: (epochs, loss) => `${number(epochs)}轮的损失曲线，现在是${loss}。`,
  idle: '可以开始训练。',
  loading: '正在启动。',
  running: '正在训练。',
  paused: (epoch) => `在第${number(epoch)}轮暂停。`,
  stopped: (epoch) => `在第${number(epoch)}轮停止。权重归你使用、保存或继续训练。`,
  done: (epoch) => `到第${number(epoch)}轮，完成了。权重归你使用、保存或继续训练。`,
  steppedBack: (from, to) => `从第${number(from)}轮退回到第${number(to)}轮。`,
  goalWhileTraining: '新目标从下次开始时生效。',
  notFinite: (epoch) => `损失不再是有限的数，训练已停止。最后一份好的权重（第${number(epoch)}轮）保留了下来。`,
  moved: {
    lost: '显卡不能再用了：从最近的存档起，在处理器上继续训练。',
    none: '这个浏览器不提供可用来计算的显卡，所以在处理器上训练。',
    other: (why) => `${why}改在处理器上训练。`,
  },
  died: (epoch) => `负责训练的线程中止了。第${number(epoch)}轮的权重还在：可以使用、保存，或从它继续。`,
  diedEarly: '负责训练的线程还没学到东西就中止了。请再试一次；若再中止，可能是其他标签页占用了所需的内存。',
  modelName: (goal) => `${goal}（在浏览器里训练）`,
};

/** @satisfies {typeof english.studio} */
export const studio = {
  heading: '看它学习',
  progress: '训练进度',
  pool: '取自样本池：它用来练习的雪花',
  poolLabel: '样本池里的一些雪花',
  timeLeft: (seconds) => {
    const minutes = seconds / 60;
    return seconds < 55 ? `${number(Math.max(5, Math.round(seconds / 5) * 5))}秒` : minutes < 59.5 ? `${number(Math.round(minutes))}分钟` : `${rough(minutes / 60)}小时`;
  },
};

/** @satisfies {typeof english.runs} */
export const runs = {
  heading: '保存在这个浏览器里的训练',
  goOn: '继续',
  remove: '删除',
  rename: '改名',
  lookAgain: '再看一次',
  removed: (name) => `“${name}”已删除。`,
  left: (name) => `“${name}”没能保存，另一次训练已经开始。`,
  goOnWith: (name, epochs) =>
    name ? `从第${number(epochs)}轮继续“${name}”` : `从第${number(epochs)}轮继续未命名的训练`,
  goOnLabel: (name) => `继续：${name}`,
  removeLabel: (name) => `删除：${name}`,
  renameLabel: (name) => `改名：${name}`,
  name: '训练的名字',
  curve: '它的损失，对数刻度',
  size: (bytes) => `共占用${rough(bytes / 1e6)} MB。`,
  unnamed: '未命名的训练',
  summary: (name, epochs, loss) =>
    Number.isFinite(loss) ? `${name}：第${number(epochs)}轮，损失${decimals(loss, 4)}` : `${name}：第${number(epochs)}轮`,
};

/** @satisfies {typeof english.recipe} */
export const recipe = {
  heading: '怎样学？',
  presets: '预设',
  ofThePost: '按博文的做法',
  everySetting: '所有设置',
  start: '从什么开始',
  scratch: '从零开始',
  startRun: '这次训练学到的',
  file: '文件里的权重',
  runFile: '文件里的训练',
  kinds: '哪种细胞',
  cost: (numParams, time) => `这种大小的细胞有${number(numParams)}个数要学，一步的用时${isOne(time) ? '与普通大小差不多' : `约为普通大小的${decimals(time, 1)}倍`}。`,
  trainOn: '训练用',
  devices: { processor: '处理器', graphics: '显卡' },
  takes: (epochs, onProcessor, onGraphics) =>
    `${number(epochs)}轮的用时：处理器${onProcessor ? `约${onProcessor}` : '还不知道'}，显卡${onGraphics ? `约${onGraphics}` : '还不知道'}。`,
  workers: '线程数',
  reset: '恢复预设',
  asPreset: (title) => `全部按“${title}”。`,
  changed: (title) => `你的改动已换成“${title}”。`,
  custom: (title) => `“${title}”，有你的改动。`,
  weightsRead: (name) => `已载入${name}。下次从它开始。`,
};

/** @satisfies {typeof english.health} */
export const health = {
  heading: '体检',
  ofEpoch: (epoch) => `第${number(epoch)}轮的样子，放它自己长，远比所学的时间长。`,
  probing: (epoch, share) => `正在检查第${number(epoch)}轮：${percent(share)}。`,
  atStep: (step) => `第${number(step)}步的误差`,
  wounds: '合上的伤口',
  healed: (healed, count) => `${number(count)}个中的${number(healed)}个`,
  far: '大得没边',
  verdicts: { good: '好', fair: '一般', poor: '差' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  GPU_BATCH_TOO_LARGE: '这个批次对显卡来说太大。',
  GPU_NO_MEMORY: '显卡没有空间进行这次训练。',
  STORAGE_NONE: '这个浏览器不为本页保存任何东西，关闭后训练就没了。喜欢的请保存权重。',
  STORAGE_DENIED: '这个浏览器的设置不让本页保存任何东西，关闭后训练就没了：请允许Cookie和网站数据，或者保存你喜欢的权重。',
  SANDBOX_STORAGE: '本页在沙盒框架里，什么也不能保存，关闭后训练就没了。请单独打开，或者给框架加上“allow-same-origin”。',
  SANDBOX_WORKER: '本页在沙盒框架里，浏览器不在其中启动所需的线程。请单独打开，或者给框架加上“allow-same-origin”。',
  POLICY_WORKER: ({ directive }) =>
    `本页的策略不允许所需的线程：Content-Security-Policy的${directive}禁止了它们。需要“worker-src 'self'”。`,
  WORKER_MISSING: '没能取得负责训练的程序：好像没有网络。恢复连接后请再开始。',
  NO_MODULE_WORKERS: '这个浏览器太旧，不能训练：它不支持模块线程。请用Firefox 114或更新的版本，或者用Chrome、Edge或Safari来训练。',
  POLICY_TRUSTED_TYPES: '本页的策略要求Trusted Types，却没有列出所需的那一个：Content-Security-Policy的“trusted-types”须列出“snowflake-nca”。',
  STORAGE_NEWER: '这个浏览器里的训练是由本页的更新版本保存的。重新加载就能看到；在此之前，关闭本页训练就没了。',
  STORAGE_FULL: '浏览器没有地方再保存这次训练。之前保存的部分还在。删除别的训练可以腾出空间。',
  STORAGE_FAILED: '浏览器读写不了保存的训练。请重新加载页面。',
  RUN_MISSING: '这次训练已经不在了，可能在别的标签页里被删除了。',
  RUN_DAMAGED: '这次训练保存的内容已损坏，所以无法继续。',
  RUN_ELSEWHERE: '这次训练正在另一个标签页里进行。',
  RUN_WENT_ON: '这次训练在这里停下后，另一个标签页接着进行了。现在从那里继续。',
  RUN_NOT_SAVED: '打开着的训练没能保存，所以停在那里。喜欢的话请保存权重；下次会直接离开。',
  RUN_INVALID: '这不是可以保存的训练：缺了一部分，或者超出了范围。',
  RUNS_LEFT_OUT: ({ count }) => `这里保存的训练中有${number(count)}次已损坏，没有列出。`,
};
