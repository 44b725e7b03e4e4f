// SSJ-LINE/1: what a firm is given before names are public, checked against the root in the commitment (RFC 9162).
// Leaf H(0x00 ‖ salt ‖ line), node H(0x01 ‖ left ‖ right); a last odd node moves up unchanged.
(function (SSJ) {
    "use strict";

    const HEX = /^[0-9a-f]{64}$/;
    const SALT = /^[0-9a-f]{32}$/;
    const NUMBER = /^(?:0|[1-9][0-9]{0,8})$/;
    const encoder = new TextEncoder();
    const unreadable = (what) => new SSJ.Refusal("LINE", `${what}请照公安机关交给您的凭据原样粘贴全文。`);

    function join(prefix, ...parts) {
        const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
        bytes[0] = prefix;
        let at = 1;
        for (const part of parts) {
            bytes.set(part, at);
            at += part.length;
        }
        return bytes;
    }

    const node = (left, right, hash) => SSJ.digest(join(1, SSJ.bytesOfHex(left), SSJ.bytesOfHex(right)), hash);

    // Whether the firm's line is in the pool with this root. `proof` is { line, salt, index, size, path }.
    SSJ.isMember = function (proof, root, hash) {
        const leaf = SSJ.digest(join(0, SSJ.bytesOfHex(proof.salt), encoder.encode(proof.line)), hash);
        return SSJ.leadsTo(root, leaf, proof, hash);
    };

    // Hash of a leaf that holds a text alone, as the log of the trail has them.
    SSJ.leaf = (text) => SSJ.digest(join(0, encoder.encode(text)), "sha256");

    // Whether `path` (hex) leads from a leaf's hash, number `index` of `size`, to the root.
    SSJ.leadsTo = function (root, leaf, proof, hash) {
        let at = leaf;
        let { index, size } = proof;
        const path = [...proof.path];
        while (size > 1) {
            const beside = index % 2 ? index - 1 : index + 1;
            if (beside < size) {
                if (!path.length) return false;
                const sibling = path.shift();
                at = index % 2 ? node(sibling, at, hash) : node(at, sibling, hash);
            }
            index = Math.floor(index / 2);
            size = Math.ceil(size / 2);
        }
        return !path.length && index === 0 && at === root;
    };

    function fromJson(text) {
        let given;
        try {
            given = JSON.parse(text);
        } catch {
            throw unreadable("凭据的内容不完整。");
        }
        const { draw, line, salt, index, size, path } = given;
        return { draw: `${draw}`, line: `${line}`, salt: `${salt}`, index: `${index}`, size: `${size}`, path: [].concat(path ?? []) };
    }

    // One field a line. No field holds a blank, so that TABs lost on the way through an editor do not matter.
    function fromLines(text) {
        const found = { path: [] };
        for (const row of text.split(/\r?\n/)) {
            const [tag, ...values] = row.trim().split(/\s+/);
            if (tag === "path") found.path.push(...values);
            else if (tag) found[tag] = tag === "line" ? values.join("\t") : values.join("");
        }
        return found;
    }

    // The proof in a pasted text, JSON or one field a line. Throws Refusal LINE.
    SSJ.readLine = function (text) {
        const given = text.trim();
        const found = given.startsWith("{") ? fromJson(given) : fromLines(given);
        if (!SALT.test(found.salt) || !found.path.every((part) => HEX.test(part))) throw unreadable("凭据里的随机值或者路径不完整。");
        if (!NUMBER.test(found.index) || !NUMBER.test(found.size)) throw unreadable("凭据里缺少序号。");
        if (!/^E\t/.test(found.line || "")) throw unreadable("凭据里缺少您那一行名录。");
        return { ...found, index: Number(found.index), size: Number(found.size) };
    };

    // { ok, code, say, row } for a pasted text; `commit` is the commitment as published.
    SSJ.ownLine = function (text, commit) {
        const rows = SSJ.lines(commit).map((row) => row.split("\t"));
        const one = (tag) => (rows.find((row) => row[0] === tag) || [])[1];
        const total = rows.filter((row) => row[0] === "S").reduce((sum, row) => sum + row.slice(2).reduce((a, b) => a + Number(b), 0), 0);
        try {
            const proof = SSJ.readLine(text);
            const row = proof.line.split("\t");
            const no = (say) => ({ ok: false, row, say });
            if (proof.draw !== one("draw")) return no(`这份凭据属于抽取 ${proof.draw || "（编号不明）"}，不是本页的 ${one("draw")}。请打开那一次抽取的页面。`);
            if (proof.size !== total) return no(`凭据上的名录有 ${proof.size} 户，封存公告是 ${total} 户，两者不一致。`);
            // The commitment does not say which of the two algorithms the pool uses; only one of them can fit.
            const ok = ["sha256", "sm3"].some((hash) => SSJ.isMember(proof, one("pool"), hash));
            return { ok, row, say: ok ? "这一行在封存的名录里，内容一字不差。" : "按这份凭据算不出封存公告里的名录根，这一行不在封存的名录里，或者凭据有误。" };
        } catch (error) {
            if (!(error instanceof SSJ.Refusal)) throw error;
            return { ok: false, row: [], say: error.message };
        }
    };
})(globalThis.SSJ = globalThis.SSJ || {});
