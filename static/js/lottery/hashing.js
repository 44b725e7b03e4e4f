// SHA-256 and SM3 over ASCII text or bytes, written from FIPS 180-4 and GB/T 32905. No library, no WebCrypto:
// on a plain http address of the intranet `crypto.subtle` does not exist.
(function (SSJ) {
    "use strict";

    const K = new Int32Array(64);
    const T = new Int32Array(64); // SM3: T_j already rotated by j
    const W = new Int32Array(68);

    const rotate = (x, n) => (x << n) | (x >>> (32 - n));

    function primes(count) {
        const found = [];
        for (let n = 2; found.length < count; n += 1) {
            if (found.every((p) => n % p)) found.push(n);
        }
        return found;
    }

    // The first 32 bits behind the point of a root, by exact integer search: no float decides a constant.
    function fraction(prime, power) {
        const wanted = BigInt(prime) << BigInt(32 * power);
        let low = 0n;
        let high = 1n << 40n;
        while (high - low > 1n) {
            const middle = (low + high) >> 1n;
            if (middle ** BigInt(power) <= wanted) low = middle;
            else high = middle;
        }
        return Number(BigInt.asIntN(32, low));
    }

    const first = primes(64);
    first.forEach((prime, j) => { K[j] = fraction(prime, 3); });
    for (let j = 0; j < 64; j += 1) T[j] = rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32);

    const START = {
        sha256: Int32Array.from(first.slice(0, 8), (prime) => fraction(prime, 2)),
        sm3: Int32Array.from([
            0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
        ]),
    };

    function load(block, at) {
        for (let j = 0; j < 16; j += 1, at += 4) {
            W[j] = (block[at] << 24) | (block[at + 1] << 16) | (block[at + 2] << 8) | block[at + 3];
        }
    }

    function sha256(h, block, at) {
        load(block, at);
        for (let j = 16; j < 64; j += 1) {
            const x = W[j - 15];
            const y = W[j - 2];
            const s0 = rotate(x, 25) ^ rotate(x, 14) ^ (x >>> 3);
            const s1 = rotate(y, 15) ^ rotate(y, 13) ^ (y >>> 10);
            W[j] = (W[j - 16] + s0 + W[j - 7] + s1) | 0;
        }
        let a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
        for (let j = 0; j < 64; j += 1) {
            const s1 = rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7);
            const t1 = (k + s1 + ((e & f) ^ (~e & g)) + K[j] + W[j]) | 0;
            const s0 = rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10);
            const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
            k = g; g = f; f = e; e = (d + t1) | 0;
            d = c; c = b; b = a; a = (t1 + t2) | 0;
        }
        h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += k;
    }

    function sm3(h, block, at) {
        load(block, at);
        for (let j = 16; j < 68; j += 1) {
            const x = W[j - 16] ^ W[j - 9] ^ rotate(W[j - 3], 15);
            W[j] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(W[j - 13], 7) ^ W[j - 6];
        }
        let a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
        for (let j = 0; j < 64; j += 1) {
            const a12 = rotate(a, 12);
            const ss1 = rotate((a12 + e + T[j]) | 0, 7);
            const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
            const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
            const t1 = (ff + d + (ss1 ^ a12) + (W[j] ^ W[j + 4])) | 0;
            const t2 = (gg + k + ss1 + W[j]) | 0;
            d = c; c = rotate(b, 9); b = a; a = t1;
            k = g; g = rotate(f, 19); f = e; e = t2 ^ rotate(t2, 9) ^ rotate(t2, 17);
        }
        h[0] ^= a; h[1] ^= b; h[2] ^= c; h[3] ^= d; h[4] ^= e; h[5] ^= f; h[6] ^= g; h[7] ^= k;
    }

    const COMPRESS = { sha256, sm3 };
    const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

    function hex(h) {
        let text = "";
        for (let j = 0; j < 8; j += 1) {
            text += DIGITS[h[j] >>> 24] + DIGITS[(h[j] >>> 16) & 255] + DIGITS[(h[j] >>> 8) & 255] + DIGITS[h[j] & 255];
        }
        return text;
    }

    // `h` has taken in `before` bytes (whole blocks); the rest and the padding follow.
    function finish(hash, h, before, rest) {
        const size = Math.ceil((rest.length + 9) / 64) * 64;
        const padded = new Uint8Array(size);
        padded.set(rest);
        padded[rest.length] = 0x80;
        const bits = (before + rest.length) * 8;
        const view = new DataView(padded.buffer);
        view.setUint32(size - 8, Math.floor(bits / 0x100000000));
        view.setUint32(size - 4, bits >>> 0);
        for (let at = 0; at < size; at += 64) COMPRESS[hash](h, padded, at);
        return hex(h);
    }

    const encoder = new TextEncoder();

    // Lower-case hex of the UTF-8 bytes of `text`, or of bytes.
    SSJ.digest = function (text, hash) {
        const bytes = typeof text === "string" ? encoder.encode(text) : text;
        return finish(hash, Int32Array.from(START[hash]), 0, bytes);
    };

    // A digest of `stem + tail` for many short ASCII tails: the blocks of the stem are taken in once.
    SSJ.stem = function (stem, hash) {
        const whole = stem.length - (stem.length % 64);
        const state = Int32Array.from(START[hash]);
        const bytes = encoder.encode(stem);
        for (let at = 0; at < whole; at += 64) COMPRESS[hash](state, bytes, at);
        const rest = stem.slice(whole);
        const block = new Uint8Array(64);
        const h = new Int32Array(8);
        return function (tail) {
            const text = rest + tail;
            h.set(state);
            if (text.length > 55) return finish(hash, h, whole, encoder.encode(text));
            for (let at = 0; at < text.length; at += 1) block[at] = text.charCodeAt(at);
            block.fill(0, text.length);
            block[text.length] = 0x80;
            const bits = (whole + text.length) * 8;
            block[62] = bits >>> 8;
            block[63] = bits & 255;
            COMPRESS[hash](h, block, 0);
            return hex(h);
        };
    };

    SSJ.bytesOfHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
})(globalThis.SSJ = globalThis.SSJ || {});
