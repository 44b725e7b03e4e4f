// 核验一条公示: the record shown, its event in the log, the signed checkpoint. Nothing is sent anywhere.
"use strict";
(() => {
    const card = document.querySelector("[data-proof]");
    const SSJ = globalThis.SSJ;
    if (!card || !SSJ || !SSJ.leaf) return; // a browser too old for the scripts: the files can still be taken away
    const one = (name) => card.querySelector(`[data-${name}]`);
    const [button, verdict, list] = [one("go"), one("verdict"), one("lines")];
    const MISMATCH = "核验不一致";
    const ZONE = { timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

    const bytesOf64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const fetched = async (url) => {
        const response = await fetch(url, { cache: "no-store" });
        if (!response.ok) throw new Error(String(response.status));
        return new Uint8Array(await response.arrayBuffer());
    };

    // { text, origin, size, root, signatures } of a C2SP note; null when it is none.
    function readNote(note) {
        const end = note.lastIndexOf("\n\n");
        const [origin, size, root] = note.slice(0, end).split("\n");
        if (end < 0 || !root) return null;
        const lines = note.slice(end + 2).split("\n").filter((line) => line.startsWith("— "));
        const signatures = lines.map((line) => {
            const [name, value] = line.slice(2).split(" ");
            const bytes = bytesOf64(value);
            return { name, keyid: hexOf(bytes.slice(0, 4)), value: bytes.slice(4) };
        });
        return { text: note.slice(0, end + 1), origin, size: Number(size), root: hexOf(bytesOf64(root)), signatures };
    }

    // The Ed25519 keys of the published list, by name and number.
    function readKeys(text) {
        const found = new Map();
        for (const line of text.split("\n").filter((each) => each.startsWith("sign "))) {
            const [name, keyid, ...value] = line.slice(5).split("+");
            const bytes = bytesOf64(value.join("+"));
            if (bytes[0] === 1) found.set(`${name}+${keyid}`, bytes.slice(1));
        }
        return found;
    }

    // "ok", "wrong", or "open" where this browser cannot tell.
    async function signed(note, keys) {
        const own = note.signatures.find(({ name, keyid }) => keys.has(`${name}+${keyid}`));
        if (!own) return ["wrong", "检查点没有公布过的密钥的签名。"];
        const name = `${own.name}（密钥编号 ${own.keyid}）`;
        try {
            const key = await crypto.subtle.importKey("raw", keys.get(`${own.name}+${own.keyid}`), { name: "Ed25519" }, false, ["verify"]);
            const ok = await crypto.subtle.verify({ name: "Ed25519" }, key, own.value, new TextEncoder().encode(note.text));
            return ok ? ["ok", `由 ${name} 签署。`] : ["wrong", `${name} 的签名与检查点不符。`];
        } catch {
            return ["open", `这个浏览器不能核验 ${name} 的签名。请下载检查点，用核验程序核对。`];
        }
    }

    async function checked(record, proof) {
        const event = JSON.parse(proof.payload);
        const digest = SSJ.digest(record, "sha256");
        const note = readNote(proof.note);
        const leaf = SSJ.leaf(proof.payload);
        const same = digest === event.public && digest === card.dataset.hash;
        const inside = SSJ.leadsTo(proof.root, leaf, proof, "sha256") && event.seq === proof.index;
        const named = note !== null && note.root === proof.root && note.size === proof.size;
        const when = new Intl.DateTimeFormat("zh-CN", ZONE).format(new Date(event.ts));
        return {
            when,
            lines: [
                ["内容", same ? "ok" : "wrong", same ? "公布的内容与留痕记录里的校验码一字不差。" : "公布的内容与留痕记录里的校验码不符。"],
                ["留痕", inside ? "ok" : "wrong", inside ? `留痕第 ${proof.index + 1} 条（${when}）在 ${proof.size} 条的日志之内。` : "按证明算不出检查点的总校验码。"],
                ["检查点", ...(named ? await signed(note, readKeys(proof.keys)) : ["wrong", "检查点原文与证明里的日志不是同一个。"])],
            ],
        };
    }

    const ICONS = { ok: "check-circle-fill", wrong: "x-octagon-fill", open: "circle" };
    function line([title, state, words]) {
        const row = card.querySelector("template").content.cloneNode(true).firstElementChild;
        row.dataset.state = state;
        row.querySelector("i").className = `bi bi-${ICONS[state]}`;
        row.querySelector("b").textContent = title;
        row.querySelector("small").textContent = words;
        return row;
    }

    const served = () => Promise.all([fetched(card.dataset.record), fetched(card.dataset.proof)]);
    function say(words, state) {
        verdict.textContent = words;
        verdict.dataset.state = state;
    }

    // What the lines say together: one that is wrong decides; one that is open is never passed over.
    function conclude({ when, lines }) {
        const one = (state) => lines.find((line) => line[1] === state);
        const [wrong, open] = [one("wrong"), one("open")];
        if (wrong) say(`${MISMATCH}：${wrong[2]}请截图保存，向监督部门反映。`, "wrong");
        else if (open) say(`内容与留痕一致，但检查点的签名没有核验：${open[2]}`, "open");
        else say(`这条公示自 ${when} 起未被改动。`, "ok");
        list.replaceChildren(...lines.map(line));
        list.hidden = false;
    }

    // A proof that cannot be read proves nothing, whatever the network does.
    async function verified([record, proof]) {
        try {
            return await checked(record, JSON.parse(new TextDecoder().decode(proof)));
        } catch {
            return { lines: [["留痕", "wrong", "留痕证明不是规定的格式，可能被改动过。"]] };
        }
    }

    button.hidden = false;
    button.addEventListener("click", async () => {
        button.disabled = true;
        list.hidden = true;
        const files = await served().catch(() => null);
        if (files) conclude(await verified(files));
        else say("没有取到证明。请检查网络，刷新页面后再试。", "open");
        button.disabled = false;
    });
})();
