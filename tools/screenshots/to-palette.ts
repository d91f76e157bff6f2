import { crc32, deflateSync, inflateSync } from "node:zlib";

// PNG specification, https://www.w3.org/TR/png-3/: chunks are length, name, data, CRC; a row begins with its filter.
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const INDEXED = 3;
const MAX_COLOURS = 256;
const BYTES_OF_A_COLOUR = 3;
const MOST_BITS = 8;

/** A picture in rows of red, green and blue. */
interface Pixels {
  width: number;
  height: number;
  bytes: Buffer;
}

/**
 * The same picture with 256 colours at most, a third of the size: text on even ground has few. Where there are
 * more, neighbours become the most frequent of them.
 * @param png as Chromium writes a screenshot: 8 bits, red, green and blue, with or without alpha, not interlaced
 */
export function toPalette(png: Buffer): Buffer {
  const pixels = decode(png);
  const { palette, indexOf } = findPalette(pixels.bytes);
  const rows = Buffer.alloc((pixels.width + 1) * pixels.height);
  for (let y = 0, from = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++, from += BYTES_OF_A_COLOUR) {
      rows[y * (pixels.width + 1) + 1 + x] = indexOf(pixels.bytes.readUIntBE(from, BYTES_OF_A_COLOUR));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels.width, 0);
  header.writeUInt32BE(pixels.height, 4);
  header.set([8, INDEXED, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function findPalette(bytes: Buffer): { palette: Buffer; indexOf: (colour: number) => number } {
  const counts = new Map<number, number>();
  for (let at = 0; at < bytes.length; at += BYTES_OF_A_COLOUR) {
    const colour = bytes.readUIntBE(at, BYTES_OF_A_COLOUR);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byFrequency = [...counts].toSorted(([, one], [, other]) => other - one).map(([colour]) => colour);
  for (let bits = MOST_BITS; ; bits--) {
    const mask = ((0xff << (MOST_BITS - bits)) & 0xff) * 0x01_01_01;
    const groups = new Map<number, number>();
    const chosen: number[] = [];
    for (const colour of byFrequency) {
      if (groups.has(colour & mask)) continue;
      groups.set(colour & mask, chosen.length);
      chosen.push(colour);
    }
    if (chosen.length > MAX_COLOURS) continue;
    const palette = Buffer.alloc(chosen.length * BYTES_OF_A_COLOUR);
    for (const [index, colour] of chosen.entries()) {
      palette.writeUIntBE(colour, index * BYTES_OF_A_COLOUR, BYTES_OF_A_COLOUR);
    }
    return { palette, indexOf: (colour) => groups.get(colour & mask) ?? 0 };
  }
}

function decode(png: Buffer): Pixels {
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") {
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
  }
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const size = png[25] === 6 ? 4 : 3; // colour type 6 has alpha, which a screenshot of a page does not use
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * size;
  const bytes = Buffer.alloc(width * height * BYTES_OF_A_COLOUR);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const row = unfilter(raw[start] ?? 0, raw.subarray(start + 1, start + 1 + stride), { above, size });
    for (let x = 0; x < width; x++) row.copy(bytes, (y * width + x) * 3, x * size, x * size + 3);
    above = row;
  }
  return { width, height, bytes };
}

function unfilter(
  filter: number,
  row: Buffer,
  { above, size }: { above: Buffer; size: number },
): Buffer<ArrayBuffer> {
  const out = Buffer.alloc(row.length);
  for (let at = 0; at < row.length; at++) {
    const left = out[at - size] ?? 0;
    const up = above[at] ?? 0;
    const corner = above[at - size] ?? 0;
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    out[at] = (row[at] ?? 0) + predicted;
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const toLeft = Math.abs(guess - left);
  const toUp = Math.abs(guess - up);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
