// A QR code from a text, as SVG. By ISO/IEC 18004: bytes (UTF-8), error correction L, versions
// 1 to 25, and always the first mask. Short, so that anybody can read what a rescue code holds.

const QUIET = 4; // light modules around
const FORMAT = 0x77c4; // "error correction L, first mask", with its own check bits
const CHECK_OF_VERSION = 0x1f25; // generator of the check bits behind a version's number
const FIELD = 0x11d; // x^8 + x^4 + x^3 + x^2 + 1: bytes are multiplied modulo this

// For each version: bytes of correction in a block, and number of blocks.
const BLOCKS = [
  [7, 1], [10, 1], [15, 1], [20, 1], [26, 1], [18, 2], [20, 2], [24, 2], [30, 2],
  [18, 4], [20, 4], [24, 4], [26, 4], [30, 4], [22, 6], [24, 6], [28, 6], [30, 6],
  [28, 7], [28, 8], [28, 8], [28, 9], [30, 9], [30, 10], [26, 12],
];

export function qrSvg(text) {
  const bytes = new TextEncoder().encode(text);
  const version = smallestFor(bytes.length);
  const code = drawing(version);
  write(code, interleaved(padded(bytes, version), version));
  const side = code.side + 2 * QUIET;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" `
    + `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/>`
    + `<path d="${strokes(code)}"/></svg>`;
}

function smallestFor(length) {
  for (let version = 1; version <= BLOCKS.length; version += 1) {
    if (1 + counterBytes(version) + length <= dataBytes(version)) return version;
  }
  throw new RangeError("too long for a QR code");
}

// The length stands before the text in one byte, in large codes in two.
function counterBytes(version) {
  return version < 10 ? 1 : 2;
}

// What a code holds: its area without what guides the camera, and without the correction.
function dataBytes(version) {
  const [correction, blocks] = BLOCKS[version - 1];
  const count = middles(version).length;
  let modules = (16 * version + 128) * version + 64;
  if (count > 0) modules -= (25 * count - 10) * count - 55;
  if (version >= 7) modules -= 36;
  return Math.floor(modules / 8) - correction * blocks;
}

// Rows, and columns, of the middles of the small squares.
function middles(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = 2 * Math.ceil((2 * (version + 1)) / (count - 1));
  const last = 4 * version + 10;
  return Array.from({ length: count }, (_, at) => (at === 0 ? 6 : last - (count - 1 - at) * step));
}

// Half a byte says "bytes", so all that follows lies across the borders of two bytes.
function padded(bytes, version) {
  const counter = counterBytes(version) === 2 ? [bytes.length >> 8] : [];
  const halves = [4];
  for (const byte of [...counter, bytes.length & 255, ...bytes]) halves.push(byte >> 4, byte & 15);
  halves.push(0);
  const made = new Uint8Array(dataBytes(version));
  const used = halves.length / 2;
  for (let at = 0; at < made.length; at += 1) {
    const filling = (at - used) % 2 === 0 ? 0xec : 0x11;
    made[at] = at < used ? (halves[2 * at] << 4) | halves[2 * at + 1] : filling;
  }
  return made;
}

// Blocks of nearly one length, the shorter first; the first byte of each, the second of each …
function interleaved(data, version) {
  const [correction, count] = BLOCKS[version - 1];
  const short = Math.floor(data.length / count);
  const firstLong = count - (data.length % count);
  const blocks = [];
  for (let at = 0, start = 0; at < count; at += 1) {
    const end = start + short + (at < firstLong ? 0 : 1);
    blocks.push(data.subarray(start, end));
    start = end;
  }
  const mends = blocks.map((block) => remainder(block, correction));
  return [...turned(blocks, short + 1), ...turned(mends, correction)];
}

function turned(rows, length) {
  const columns = Array.from({ length }, (_, at) => rows.map((row) => row[at]));
  return columns.flat().filter((byte) => byte !== undefined);
}

// Reed-Solomon: the bytes from which a camera mends what it could not see.
function remainder(data, length) {
  let divisor = [1];
  for (let at = 0, root = 1; at < length; at += 1, root = times(root, 2)) {
    const shifted = [0, ...divisor.map((factor) => times(factor, root))];
    divisor = [...divisor, 0].map((factor, power) => factor ^ shifted[power]);
  }
  const rest = new Array(length).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    for (let at = 0; at < length; at += 1) rest[at] ^= times(divisor[at + 1], factor);
  }
  return rest;
}

function times(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * FIELD);
    product ^= ((other >> bit) & 1) * one;
  }
  return product;
}

// What guides the camera. Data goes where a module is still undefined.
function drawing(version) {
  const side = 4 * version + 17;
  const code = { side, modules: Array.from({ length: side }, () => new Array(side)) };
  for (let at = 0; at < side; at += 1) {
    set(code, 6, at, at % 2 === 0);
    set(code, at, 6, at % 2 === 0);
  }
  const places = middles(version);
  const far = side - 7;
  const corners = [[6, 6], [6, far], [far, 6]].map(String);
  for (const middle of places.flatMap((row) => places.map((column) => [row, column]))) {
    if (!corners.includes(String(middle))) drawSquare(code, ...middle, 2, [1]);
  }
  drawSquare(code, 3, 3, 4, [2, 4]);
  drawSquare(code, 3, side - 4, 4, [2, 4]);
  drawSquare(code, side - 4, 3, 4, [2, 4]);
  drawFormat(code);
  if (version >= 7) drawVersion(code, version);
  return code;
}

function set(code, row, column, isDark) {
  if (row in code.modules && column >= 0 && column < code.side) code.modules[row][column] = isDark;
}

// Rings around a middle, dark but for the light ones.
function drawSquare(code, row, column, reach, light) {
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      const ring = Math.max(Math.abs(x), Math.abs(y));
      set(code, row + y, column + x, !light.includes(ring));
    }
  }
}

// Twice: around the first corner, and divided between the two others.
function drawFormat(code) {
  for (let bit = 0; bit < 15; bit += 1) {
    const isDark = ((FORMAT >> bit) & 1) === 1;
    const near = bit < 6 ? bit : bit + 1; // the dots at 6 are passed over
    set(code, ...(bit < 8 ? [near, 8] : [8, bit === 8 ? 7 : 14 - bit]), isDark);
    set(code, ...(bit < 8 ? [8, code.side - 1 - bit] : [code.side - 15 + bit, 8]), isDark);
  }
  set(code, code.side - 8, 8, true);
}

function drawVersion(code, version) {
  let rest = version;
  for (let step = 0; step < 12; step += 1) rest = (rest << 1) ^ ((rest >> 11) * CHECK_OF_VERSION);
  const bits = (version << 12) | rest;
  for (let bit = 0; bit < 18; bit += 1) {
    const [long, short] = [Math.floor(bit / 3), code.side - 11 + (bit % 3)];
    set(code, long, short, ((bits >> bit) & 1) === 1);
    set(code, short, long, ((bits >> bit) & 1) === 1);
  }
}

// Two columns at a time from the right, up and down; the mask turns every second module around.
function write(code, bytes) {
  let bit = 0;
  for (let pair = 0, right = code.side - 1; right > 0; pair += 1, right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < code.side; step += 1) {
      const row = pair % 2 === 0 ? code.side - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (code.modules[row][column] === undefined) {
          const isSet = ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1) === 1; // past the end: light
          code.modules[row][column] = isSet !== ((row + column) % 2 === 0);
          bit += 1;
        }
      }
    }
  }
}

function strokes(code) {
  const rows = code.modules.map((modules) => modules.map(Number).join(""));
  const runs = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map(({ index, 0: run }) =>
    `M${index + QUIET} ${y + QUIET}h${run.length}v1h-${run.length}z`));
  return runs.join("");
}
