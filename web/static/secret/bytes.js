// Bytes, numbers and hashes: the small words that the sealed box is written in.
// docs/sealed-box.md is the contract; names here are its names.

const text = new TextEncoder();

export const ascii = (words) => text.encode(words);

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const byte = (number) => Uint8Array.of(number);
export const two = (number) => Uint8Array.of(number >> 8, number & 255);
export const four = (number) => Uint8Array.of(number >>> 24, (number >> 16) & 255, (number >> 8) & 255, number & 255);

const DIGITS = Array.from({ length: 256 }, (_, one) => one.toString(16).padStart(2, "0"));

export function hex(bytes) {
  let words = "";
  for (const one of bytes) words += DIGITS[one];
  return words;
}

export function unhex(words) {
  const bytes = new Uint8Array(words.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = parseInt(words.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function unbase64url(words) {
  const plain = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(plain.length);
  for (let at = 0; at < plain.length; at += 1) bytes[at] = plain.charCodeAt(at);
  return bytes;
}

export function toNumber(bytes) {
  return bytes.length ? BigInt(`0x${hex(bytes)}`) : 0n;
}

export function toBytes(number, length) {
  return unhex(number.toString(16).padStart(length * 2, "0"));
}

export function same(one, other) {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
}

export async function sha384(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-384", concat(...parts)));
}

export async function hmacKey(key) {
  return crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

export async function hmac(key, ...parts) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, concat(...parts)));
}

// RFC 5869 2.3 with SHA-256, from a key that is uniform already.
export async function expand(key, info, length) {
  let block = new Uint8Array();
  let found = new Uint8Array();
  for (let number = 1; found.length < length; number += 1) {
    block = await hmac(key, block, info, byte(number));
    found = concat(found, block);
  }
  return found.slice(0, length);
}
