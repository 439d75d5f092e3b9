/**
 * What the page says about the flake on its stage, and of what is kept of it, in Chinese.
 *
 * @import * as english from '../en/page.js'
 */
import { writersOf } from '../writers.js';
import { element } from './element.js';

const { fine, number, percent, time } = writersOf('zh');

export { errors } from './errors.js';

/** @satisfies {typeof english.units} */
export const units = {
  cells: (count) => `${number(count)}个细胞`,
  stepsPerSecond: (count) => `每秒${number(count)}步`,
};

export const { models } = element;

/** @satisfies {typeof english.stage} */
export const stage = {
  model: element.label,
  tools: {
    wound: '在雪花上划一划，擦掉细胞，看它把伤口合上。',
    cut: '划一条穿过雪花的线：一刀切到底。',
    half: '往要去掉的那一半拖：那一侧会全部消失。',
    noise: '把随机数涂进细胞，细胞的每个数都会变。',
    seed: '再放一颗种子：一个能长成雪花的细胞。',
    graft: '在雪花上涂：那些细胞会接着长成另一种。',
  },
  toolsByTouch: {
    wound: '单指擦除细胞，双指移动和缩放。',
    cut: '单指划线，一刀切到底；双指移动和缩放。',
    half: '单指往要去掉的那一半拖；双指移动和缩放。',
    noise: '单指把随机数涂进细胞；双指移动和缩放。',
    seed: '单指再放一颗能长成雪花的种子；双指移动和缩放。',
    graft: '单指涂出接着长成另一种雪花的细胞；双指移动和缩放。',
  },
  goals: '把它变成',
  sown: '种下什么',
  grafted: '嫁接什么',
  goalNumber: (goal) => `${number(goal)}号`,
  mixed: '混合',
  another: '换一朵雪花',
  anotherToPlant: '换一朵',
  flakeNumber: '编号',
  noFlake: (last) => `雪花的编号是0～${number(last)}的整数。`,
  shaping: '自己塑形',
  axes: {
    plate: { name: '中间的板', low: '小板', high: '大板' },
    outward: { name: '在哪里分枝', low: '里面分枝', high: '枝端分枝' },
    branches: { name: '分枝', low: '少', high: '多' },
    width: { name: '枝干', low: '细', high: '粗' },
  },
  numbered: (flake) => `${flake}号`,
  titleOf: (title, goal) => `${title}，${goal}`,
  parted: (name) => name,
  mixing: '混合两种',
  mixWith: '与它混合',
  mixShare: '它占多少',
  look: '画成',
  looks: { cells: '细胞', fine: '冰' },
  brush: '画笔',
  play: '播放',
  pause: '暂停',
  stepOf: (step, last) => `第${number(step)}步，共${number(last)}步`,
  undo: '撤销',
  redo: '重做',
  fastest: '尽可能快',
  degrees: (value) => `${number(value)}°`,
  percent,
  sizeClose: '紧贴雪花',
  sizeOwn: '与训练时相同',
  ofOneRule: '同一规则长出，彼此变换',
  otherWays: '用别的方法教出的同一朵',
  like: (share) => `与目标图相似${fine(share)}`,
  cellsAlive: (count) => `${number(count)}个活细胞`,
  sizeOf: (height, width = height) => `${number(height)} × ${number(width)}`,
  texture: '纹理',
  textureGrows: '处处相似的纹理：没有哪一幅图可以相比',
  severalGrow: '一个网格上有几朵雪花：没有哪一幅图可以相比',
  wounded: '受伤了',
  healing: '正在愈合',
  stuck: '没有愈合',
  travelling: (step, goal) => `正在前往第${number(goal)}步：${number(step)}`,
};

/** @satisfies {typeof english.messages} */
export const messages = {
  rest: '它停在第96步。到这一步为止该是什么样，它都学过；接下来会怎样，没人教过。继续播放看看吧。',
  opened: (name) => `正在用${name}生长。`,
  handedOver: (name) =>
    `${name}已交给浏览器。如果没有保存下来，就是本页所在的框架不允许下载：在它的sandbox里加上“allow-downloads”即可。`,
  saved: (name) => `已保存为${name}。`,
  adopted: (epochs) => `上面的雪花现在用第${number(epochs)}轮的权重生长。`,
  opening: '正在打开工作室…',
  toStudio: '回到工作室',
  keptModel: (reason) => `${reason}原来的模型继续使用。`,
  failed: '页面出了点问题。请重新加载。',
  drop: {
    picture: '松手吧：细胞会学着长出这张图',
    model: '松手吧：这个模型会开始生长',
    unclear: '松手吧：图片用来训练，模型会开始生长',
    other: '这里只能放图片或模型',
  },
  dropUnknown: '这里只能放用来训练的图片，或者模型（safetensors，或Distill的JSON）。',
  runKept: (name, epochs) =>
    name ? `“${name}”正在进行，已按第${number(epochs)}轮的样子保存。` : `有一次训练正在进行，已按第${number(epochs)}轮的样子保存。`,
  goOn: '继续这次训练',
  oneOfMany: (name, count) => `一次只能用一个文件：从收到的${number(count)}个中选了“${name}”。`,
  outdated: '本页有了新版本，当前版本还需要的内容已经不在了。请重新加载后继续；保存过的训练不会丢失。',
  partMissing: '没能取得本页的一部分：好像没有网络。恢复连接后就会出现。',
  tryAgain: '再试一次',
  newer: '本页有了新版本。重新加载或下次访问时就会换上。',
  reload: '重新加载',
  undo: '撤销',
  words: '要复制的内容',
  close: '关闭这条消息',
};

/** @satisfies {typeof english.keep} */
export const keep = {
  embedCopied: '已复制：用这两行HTML，你自己的网页里就能长出这朵雪花。',
  embedRefused: '浏览器不允许在这里复制。代码如下：',
  making: (share) => `正在制作：${percent(share)}`,
  copied: '链接已复制。它会让这朵雪花原样再长一遍，包括对它做过的一切。',
  modelCopied: '链接已复制。模型就在链接里：谁打开它，谁那里就会长出来。',
  modelRestored: (name) => `正在生长随链接而来的“${name}”。`,
  linkShown: '浏览器不允许在这里复制。链接如下，地址栏里也有：',
  restored: '这就是链接所说的那朵雪花。',
  dear: (steps, width, height, mostMs) =>
    `这个链接要在${number(width)} × ${number(height)}个细胞上走${number(steps)}步，在这里最多可能要${time(mostMs)}。雪花现在停在开头。`,
  dearBegin: '开始计算',
};

/** @satisfies {typeof english.wishes} */
export const wishes = {
  loading: '正在打开工作室。',
  learning: (wish, share) => `正在学${wish}：${percent(share)}。`,
  learnt: (wish) => `学会了${wish}，它现在就在你自己的模型里。`,
  notLearnt: (wish) => `${wish}没有学完。学到的部分在工作室里。`,
};

/** @satisfies {typeof english.library} */
export const library = {
  trainOn: '继续训练',
  own: '你自己的',
  kept: '已保存在这个浏览器里。',
  passing: '会留到本页关闭为止。',
  notKept: '这个浏览器不为本页保存任何东西，所以你的模型只留到本页关闭为止。想以后再用，请保存权重。',
  keep: '留下它',
  rename: '改名',
  remove: '删除',
  name: '模型的名字',
  added: (title) => `“${title}”已加入展厅，放在你自己的模型里。`,
  removed: (title) => `“${title}”已删除。`,
};
