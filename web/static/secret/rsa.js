// RFC 9474, RSABSSA-SHA384-PSS-Randomized: the voter's half. BigInt and crypto.subtle, nothing else.
// What is computed here with secret numbers runs on the voter's own phone; the server sees the result.

import { ascii, byte, concat, four, sha256, sha384, toBytes, toNumber } from "./bytes.js";

export const E = 65537n;
const HASH_BYTES = 48;
export const SALT_BYTES = 48;
const ROOTS = 8;

export class BadSignature extends Error {}

export function power(base, exponent, modulus) {
  let result = 1n;
  let factor = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
}

// The inverse of `value`, or 0n when there is none.
export function inverse(value, modulus) {
  let [old, rest] = [value % modulus, modulus];
  let [x, y] = [1n, 0n];
  while (rest) {
    const times = old / rest;
    [old, rest] = [rest, old - times * rest];
    [x, y] = [y, x - times * y];
  }
  return old === 1n ? ((x % modulus) + modulus) % modulus : 0n;
}

// The DER SubjectPublicKeyInfo of an RSA key has one spelling for each size: n stands at a fixed place.
export function publicKey(der) {
  const bits = { 294: 2048, 422: 3072 }[der.length];
  if (!bits) throw new BadSignature("key");
  const length = bits / 8;
  const at = der.length - length - 5; // behind n come the five bytes of e
  const n = toNumber(der.slice(at, at + length));
  const e = toNumber(der.slice(der.length - 3));
  if (e !== E || n >> BigInt(bits - 1) !== 1n) throw new BadSignature("key");
  return { der, n, length };
}

// `size`: bytes of the hash. All blocks are asked for at once: waiting takes longer than hashing.
async function mgf1(hash, size, seed, length) {
  const count = Math.ceil(length / size);
  const blocks = Array.from({ length: count }, (_, number) => hash(seed, four(number)));
  return concat(...await Promise.all(blocks)).slice(0, length);
}

// RFC 8017 9.1.1 with SHA-384. The key's length is a whole number of bytes, so one bit is free.
export async function encodePss(message, salt, length) {
  const digest = await sha384(message);
  const check = await sha384(new Uint8Array(8), digest, salt);
  const block = concat(new Uint8Array(length - HASH_BYTES - salt.length - 2), byte(1), salt);
  const mask = await mgf1(sha384, HASH_BYTES, check, block.length);
  const masked = block.map((one, index) => one ^ mask[index]);
  masked[0] &= 0x7f;
  return concat(masked, check, byte(0xbc));
}

// RFC 9474 4.2: what the server is shown. For a uniform r it is uniform, whatever the message.
export async function blind(key, prepared, salt, r) {
  const encoded = toNumber(await encodePss(prepared, salt, key.length));
  return toBytes((encoded * power(r, E, key.n)) % key.n, key.length);
}

// RFC 9474 4.4: take the blinding off; throws unless the signature is good. `undo` is the inverse of r,
// the slowest step of all, for those who know it already.
export async function finalize(key, prepared, signed, r, undo = inverse(r, key.n)) {
  const number = toNumber(signed);
  if (signed.length !== key.length || number >= key.n) throw new BadSignature("blind-signature");
  const signature = toBytes((number * undo) % key.n, key.length);
  if (!(await verify(key, prepared, signature))) throw new BadSignature("blind-signature");
  return signature;
}

export async function verify(key, prepared, signature) {
  const imported = await crypto.subtle.importKey(
    "spki", key.der, { name: "RSA-PSS", hash: "SHA-384" }, false, ["verify"],
  );
  return crypto.subtle.verify({ name: "RSA-PSS", saltLength: SALT_BYTES }, imported, signature, prepared);
}

// Eight roots prove that the key signs every value in one way only: no mark to know a voter by.
export async function isCertified(key, roots) {
  if (roots.length !== ROOTS) return false;
  const seed = concat(ascii("minyi/1 proof"), toBytes(key.n, key.length));
  const good = await Promise.all(roots.map(async (root, index) => {
    const point = await mgf1(sha256, 32, concat(seed, byte(index)), key.length);
    return root.length === key.length && power(toNumber(root), E, key.n) === toNumber(point) % key.n;
  }));
  return good.every(Boolean);
}
