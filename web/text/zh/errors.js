/** What the page says of an error, in Chinese. */
import { element } from './element.js';

/** @satisfies {typeof import('../en/errors.js').errors} */
export const errors = {
  ...element.errors,

  SANDBOX_DOWNLOAD: '本页所在的框架不允许保存文件。请单独打开本页，或者给框架加上“allow-downloads”。',
  NO_RECORD: '这朵雪花不是在这里从种子开始的，所以无法重演它的生长。请先让它重来。',
  NEWER_LINK: '这个链接来自本页的更新版本。重新加载本页就能打开。',
  BAD_LINK: '这个链接不完整或已损坏，所以无法显示其中的雪花。',
  LINK_TOO_LONG: '对这朵雪花做的事太多，链接装不下。请让它重来，或者改存GIF或视频。',
  NOT_BUNDLED: '链接只能装本页自带的模型。要分享自己的模型，请保存权重。',
  NO_VIDEO: '这个浏览器无法制作视频。GIF到处都能用。',
  VIDEO_FAILED: '浏览器没能做出视频。GIF到处都能用。',

  BAD_MODEL_LINK: '这个模型链接不完整或已损坏，所以无法显示它会长成什么。',
  MODEL_NOT_FINITE: '这份权重里有些数不是有限的，所以链接装不了它。',
  MODEL_OUT_OF_RANGE: '链接只能装这样的模型：网格边长为3～1,024个细胞，各项设置都在范围内。',
  LICENSE_TOO_LONG: '这个模型的许可证太长，链接装不下。请改存权重。',

  MODEL_DAMAGED: ({ title }) => `浏览器保存的“${title}”已损坏，只能删除。`,
  LIBRARY_FULL: '浏览器没有地方再存模型了。已保存的都还在；请删除一个，或者改存权重。',
  LIBRARY_FAILED: '浏览器没能保存这个模型，或者读不出保存的内容。为保险起见，请保存权重。',
};
