/** The commonest surnames of China, the commonest ones more often; with given names of several generations. */
const SURNAMES =
  '王王王王李李李李张张张张刘刘刘陈陈陈杨杨黄黄赵赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严武戚莫孔向汤';

const OLDER = {
  female:
    '秀兰 秀英 桂英 玉兰 玉珍 凤英 桂兰 春梅 淑珍 翠花 月娥 素芬 桂芳 秀珍 玉梅 金凤 爱华 菊香 腊梅 银花 水莲 美兰 贵珍 连英 双喜'.split(
      ' '
    ),
  male: '建国 国强 德福 永贵 长生 志明 有才 金水 大山 铁柱 福生 树林 文忠 保国 学文 广田 喜来 满仓 运生 世昌 根生 新民 义方 怀德 来福'.split(
    ' '
  )
};
const MIDDLE = {
  female:
    '丽 敏 静 艳 红 霞 燕 娟 晓燕 丽华 春燕 海燕 雪梅 小红 文静 慧 玲 芳 婷 丽娟 晓霞 美玲 冬梅 志红 巧云'.split(
      ' '
    ),
  male: '伟 强 军 勇 磊 涛 斌 海波 志强 建军 小军 春生 永刚 立新 文斌 国庆 卫东 振华 成龙 海涛 晓东 家富 玉成 江 平'.split(
    ' '
  )
};
const YOUNG = {
  female:
    '梓涵 欣怡 诗涵 雨桐 可馨 思琪 佳怡 若曦 语嫣 梦瑶 子萱 一诺 小满 雨欣 静怡 安琪 晨曦 芷若 乐瑶 小禾'.split(
      ' '
    ),
  male: '浩然 子轩 宇轩 博文 俊杰 梓豪 一鸣 天佑 昊 小宝 家乐 明轩 嘉豪 思远 泽宇 晨 皓轩 乐乐 鹏飞 小石头'.split(
    ' '
  )
};

export const VILLAGES = ['柳林村', '上河村', '下河村', '石桥村', '杏花村', '南坡村', '大塘村', '青石街'];

type Pick = <T>(from: readonly T[]) => T;

/** A name as people of that age have it; any likeness to somebody is chance. */
export function inventName(pick: Pick, sex: 'male' | 'female', ageYears: number): string {
  const given = ageYears >= 50 ? OLDER : ageYears >= 20 ? MIDDLE : YOUNG;
  return pick([...SURNAMES]) + pick(given[sex]);
}
