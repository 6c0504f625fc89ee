// Six words to compare a hash by, read aloud in the hall. Slow on purpose: docs/sealed-box.md.

import { ascii } from "./bytes.js";

const CONSONANTS = "bdfghjklmnprstvz"; // 4 bits each
const VOWELS = "aiou"; // 2 bits
const CHARACTERS = // 6 bits each: common, and no two sound alike
  "山水火木土天地日月星云雨风雪海河江湖林花草竹松梅米豆茶瓜果牛马羊"
  + "狗鸟龙鹿象春夏秋冬棉北红黄蓝白金银铜车船桥门灯书笔琴鼓歌家塔城石";
const ITERATIONS = 200000;
const WORDS = 6;

async function slow(digest) {
  const key = await crypto.subtle.importKey("raw", digest, "PBKDF2", false, ["deriveBits"]);
  const made = await crypto.subtle.deriveBits(
    { name: "PBKDF2", hash: "SHA-256", salt: ascii("minyi/1 words"), iterations: ITERATIONS }, key, 96,
  );
  return new Uint8Array(made);
}

function chinese(bytes) {
  const bits = Array.from(bytes, (one) => one.toString(2).padStart(8, "0")).join("");
  const signs = Array.from({ length: 2 * WORDS }, (_, at) =>
    CHARACTERS[parseInt(bits.slice(at * 6, at * 6 + 6), 2)]);
  return Array.from({ length: WORDS }, (_, at) => signs[2 * at] + signs[2 * at + 1]);
}

function english(bytes) {
  return Array.from({ length: WORDS }, (_, at) => {
    const bits = (bytes[2 * at] << 8) | bytes[2 * at + 1];
    return CONSONANTS[bits >> 12] + VOWELS[(bits >> 10) & 3] + CONSONANTS[(bits >> 6) & 15]
      + VOWELS[(bits >> 4) & 3] + CONSONANTS[bits & 15];
  });
}

export async function sixWords(digest, language) {
  const bytes = await slow(digest);
  return language.startsWith("zh") ? chinese(bytes) : english(bytes);
}
