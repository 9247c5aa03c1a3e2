/**
 * The beginnings that lists of leaked passwords, Chinese and other, hold most often, folded to lower case; with digits
 * and signs behind they are as common. Those of digits alone are refused as such.
 */
export const COMMON_PASSPHRASES: ReadonlySet<string> = new Set(
  `
  a aa aaa abc abcd abcde abcdef abcdefg abcdefgh abcabc abcdabcd admin administrator asd asdasd asdf asdfasdf asdfg
  asdfgh asdfghjk asdfghjkl asdzxc baby babygirl baobao baseball batman caonima chang changeme charlie chen china
  chinese clinic computer daniel default demo diagnosis doctor dragon dearbook football freedom fuckyou google guest
  health hello helloworld hospital huang huawei iloveu iloveyou jessica jesus jordan killer lenovo letmein li lin liu
  liverpool login love loveyou lovely ma manager master medical michael michelle monkey mustang mypassword naruto
  nihao nicole nurse office oppo p@ssw0rd p@ssword pa55word pass passw0rd password passwords patient pokemon princess
  q qaz qazqaz qazwsx qazwsxedc qq qqq qwe qweasd qweasdzxc qweqwe qwer qwerasdf qwerqwer qwert qwerty qwertyu
  qwertyui qwertyuiop redmi root samsung secret service shadow starwars sunshine superman superstar system tablet
  tencent test tester tong tongzhen trustno trustnoone user vivo w wang wangyut wanggang weishengyuan weixin welcome
  whatever woaini woainima woaiwojia wodemima wu x xiaomi xiaoxiao xu yang yisheng yiyuan zaq zhang zhangwei
  zhao zhongguo zhou zhu zx zxc zxcasd zxcv zxcvb zxcvbn zxcvbnm zxczxc
  1q 1q2w 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 1qaz@wsx !qaz2wsx !qaz@wsx
  123abc 123qwe 123qweasd 1234qwer 12qwaszx q1w2e3 q1w2e3r4 q1w2e3r4t5 qwe123 zaq1zaq1 zaq12wsx zaq1xsw2 2wsx3edc
  5201314a a1b2c3 a1b2c3d4 g_czechout x4ivygad0 0o9i8u7y
  我爱你 我爱你们 我的密码 密码 卫生院 卫生室 医院 医生 中国 中华人民共和国 你好 生日快乐 新年快乐 我爱中国 恭喜发财
  万事如意 身体健康 天天开心 好好学习天天向上 一二三四五六 一二三四五六七 一二三四五六七八 开心每一天 我爱我家 管理员
  `
    .split(/\s+/)
    .filter(Boolean)
);
