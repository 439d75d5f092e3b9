/**
 * What is said where a goal is made, in Chinese.
 *
 * @import * as english from '../en/targets.js'
 */
import { writersOf } from '../writers.js';
import { units } from './page.js';

const { number, percent } = writersOf('zh');
const { cells } = units;

/** @satisfies {typeof english.targets} */
export const targets = {
  heading: '要长出什么？',
  ways: '制作目标的方式',
  tabs: { text: '表情、文字', picture: '图片', draw: '画画', crystal: '雪晶', ice: '冰花' },
  colour: '颜色',
  result: '用细胞表示的目标',
  resultLabel: '细胞将看到的目标',
  another: '再加一张图',
  several: '同一条规则还学这些',
  chooseAnother: '现在选下一张，或者做一张：一条规则会把它们全学会。',
  together: (count) => `一条规则会学这${number(count)}张图。`,
  full: (count) => `一条规则会学这${number(count)}张图，这里最多只能放这些。`,
  drop: (name) => `去掉${name}`,
  nothing: '还什么也没选。',
  verdicts: {
    good: (alive) => `可以生长：会有${number(alive)}个活细胞。`,
    empty: () => '它是空的，没有东西可学。里面总得有结实的部分。',
    opaque: () => '它没有透明的部分，所以会长成一整块矩形。单色背景可以在“图片”里抠掉。',
    hollow: (alive) => `会有${number(alive)}个活细胞，但中间没有，而第一个细胞就在那里。这样的生长多半没学会就死了：请把中间填上。`,
  },
};

/** @satisfies {typeof english.emoji} */
export const emoji = {
  label: '一个表情符号，或几个字',
  placeholder: '❄️ 或 雪',
  suggestions: '推荐的表情符号',
  hint: '用你设备上的字体绘制。细胞不多，所以单个字符最清楚。',
  nothing: '输入一个表情符号或文字，或者选一个。',
  blank: '这些文字画不出任何东西，所以没有东西可长。',
  missing: (sign) => `这台设备的字体画不出“${sign}”，只有一个空框。换一个也许行。`,
};

/** @satisfies {typeof english.picture} */
export const picture = {
  choose: '选一张图片',
  drop: '或者把图片拖到页面上，也可以直接粘贴。',
  bundled: '本页自带的图片',
  bundledHint: '背景透明的图片会长成它自己的形状。这些图片的背景是透明的：',
  cut: '抠掉背景',
  cutHint: '把与四角相似、连成一片的部分变成透明。',
  tolerance: '容差',
  share: percent,
  allCut: '这样的容差会把图全部抠掉。请选小一些。',
  pasted: '粘贴的图片',
  reading: '正在读取图片…',
  replaced: (older, newer) => `还在读取“${older}”时选了“${newer}”，于是改用后者。`,
  givenUp: (name) => `还在读取“${name}”时选了别的，所以没有用它。`,
  isGoal: (name) => `目标现在是${name}。`,
};

/** @satisfies {typeof english.draw} */
export const draw = {
  name: '图画',
  pad: '画板：方向键移动画笔，空格键绘画',
  keys: '在画板上可用的按键：方向键移动画笔，按住Shift移得更远；按住空格键绘画。E擦除，Z撤销，Y重做。',
  nothing: '还什么也没画。从中间开始吧，第一个细胞就在那里。',
  tool: '工具',
  pen: '画笔',
  eraser: '橡皮',
  symmetry: '对称',
  twelve: '12重',
  six: '6重',
  none: '关',
  clear: '清空',
  cleared: '画已清空。',
  otherColour: '其他',
  colours: {
    white: '雪白', ice: '冰', blue: '蓝', violet: '紫', green: '绿', yellow: '黄', orange: '橙', red: '红', brown: '棕', black: '夜',
  },
  drawn: '画好了。',
  brushAt: {
    middle: () => '画笔在正中。',
    right: (right) => `画笔在中心右边${cells(right)}处。`,
    left: (left) => `画笔在中心左边${cells(left)}处。`,
    above: (up) => `画笔在中心上方${cells(up)}处。`,
    below: (down) => `画笔在中心下方${cells(down)}处。`,
    rightAbove: (right, up) => `画笔在中心右边${cells(right)}、上方${cells(up)}处。`,
    rightBelow: (right, down) => `画笔在中心右边${cells(right)}、下方${cells(down)}处。`,
    leftAbove: (left, up) => `画笔在中心左边${cells(left)}、上方${cells(up)}处。`,
    leftBelow: (left, down) => `画笔在中心左边${cells(left)}、下方${cells(down)}处。`,
  },
};

/** @satisfies {typeof english.crystal} */
export const crystal = {
  picture: '雪晶',
  another: '换一个',
  number: '编号',
  hint: '由水汽凝成的晶体，就像它们穿云飘落时那样生长。每个都有编号，用滑块可以走到与它相邻的晶体。',
  axes: { plate: '板', outward: '外侧分枝', branches: '侧枝', width: '枝干粗细' },
  share: percent,
  named: (number) => `雪晶${number}`,
  own: '你的雪晶',
};

/** @satisfies {typeof english.ice} */
export const ice = {
  presets: '可以从这些冰花开始',
  picture: '冰花',
  surprise: '给我惊喜',
  centre: '中间',
  tips: '枝端',
  own: '你的规则长出的冰',
  hint: '每一行说的是：有这么多结冰邻居的细胞会怎样。一切都从中间一个结冰的细胞开始。',
  names: { star: '星', bloom: '花', needle: '针', crystal: '晶体', fern: '蕨', surprise: '惊喜冰花' },
};

/** @satisfies {typeof english.errors} */
export const errors = {
  PICTURE_TOO_LARGE: '这个文件超过32 MB。请选一张小一些的图片。',
  PICTURE_FAILED: '没能读取图片：负责读取的线程无法运行或中止了，可能是内存不够。再试一次也许行。',
  CANVAS_ALTERED: '这个浏览器会改动网页从画布读回的内容，以免有人被识别。文字、图画和PNG以外的图片会变成噪声，在这里用不了；PNG图片和冰花可以。要允许本页读取：在Firefox里点地址旁的图片标记，在Brave里点它的狮子标记。',
  PICTURE_LOCKED: '浏览器不让读取这张图片，因为里面有其他网页的内容。',
};
