// The frozen text SSJ-DRAW/1: read, refused when a byte is not what the protocol says, written again.
(function (SSJ) {
    "use strict";

    const ID = "[0-9A-Z]{1,32}";
    const INTEGER = "(?:0|[1-9][0-9]{0,14})";
    const HEX = "[0-9a-f]{64}";
    const DRAW = "[0-9A-Z][0-9A-Z-]{0,39}";
    const HEADER = [
        ["draw", DRAW], ["prev", HEX], ["hash", "(?:sha256|sm3)"], ["item", "[0-9A-Z]{1,8}"],
        ["mode", "(?:ratio|total)"], ["total", INTEGER], ["cap", INTEGER], ["reserve", INTEGER],
        ["team", "[2-9]"], ["nonce", HEX],
    ];
    const ROWS = {
        source: [ID, ID],
        S: [ID, INTEGER, INTEGER],
        E: [ID, ID, "[1-9][0-9]?", INTEGER, "(?:E|M|X[1-9])"],
        I: [ID, "[01]", INTEGER, INTEGER],
        A: [ID, ID],
    };
    // `^…$` without the m flag is the whole line here: JavaScript's `$` takes no trailing newline.
    const line = (tag, fields) => new RegExp(`^${[tag, ...fields.map((field) => `(${field})`)].join("\t")}$`);
    const PATTERNS = Object.fromEntries(Object.entries(ROWS).map(([tag, fields]) => [tag, line(tag, fields)]));

    class Refusal extends Error {
        constructor(code, sentence) {
            super(sentence);
            this.code = code;
        }
    }

    function malformed(text) {
        const shown = text.split(/\s+/).join(" ").trim() || "空行";
        return new Refusal("GRAMMAR", `这一行不合规定的格式：“${shown.slice(0, 80)}”。请使用公布的原始文件核验。`);
    }

    function lines(text) {
        const found = text.split("\n");
        if (found.pop() !== "" || !found.length) {
            throw new Refusal("GRAMMAR", "文本末尾缺少换行。请使用公布的原始文件，不要用编辑器另存。");
        }
        return found;
    }

    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0); // code units; never the locale's order

    function unique(label, keys) {
        const seen = new Set();
        for (const key of keys) {
            if (seen.has(key)) throw new Refusal("DUP", `${label}“${key}”重复出现。请使用公布的原始文件核验。`);
            seen.add(key);
        }
        return seen;
    }

    function known(label, names, all) {
        for (const name of names) {
            if (!all.has(name)) throw new Refusal("UNKNOWN", `${label}“${name}”没有列入本次名单。请使用公布的原始文件核验。`);
        }
    }

    function check(pool) {
        if (!pool.sources.length) throw new Refusal("GRAMMAR", "没有登记公开随机数的来源。请使用公布的原始文件核验。");
        unique("公开随机数来源", pool.sources.map((row) => row.join(" ")));
        const strata = unique("分层", pool.strata.map((row) => row.code));
        const entities = unique("检查对象", pool.entities.map((row) => row.id));
        const inspectors = unique("检查人员", pool.inspectors.map((row) => row.id));
        unique("回避关系", pool.avoid.map((row) => row.join(" ")));
        known("分层", pool.entities.map((row) => row.stratum), strata);
        known("检查对象", pool.avoid.map((row) => row[1]), entities);
        known("检查人员", pool.avoid.map((row) => row[0]), inspectors);
    }

    const BUILD = {
        source: (pool, f) => pool.sources.push([f[0], f[1]]),
        S: (pool, f) => pool.strata.push({ code: f[0], ratio: BigInt(f[1]), floor: Number(f[2]) }),
        E: (pool, f) => pool.entities.push({ id: f[0], stratum: f[1], weight: +f[2], count: +f[3], status: f[4] }),
        I: (pool, f) => pool.inspectors.push({ id: f[0], leader: f[1] === "1", max: +f[2], prior: +f[3] }),
        A: (pool, f) => pool.avoid.push([f[0], f[1]]),
    };

    function header(rows) {
        const pool = { sources: [], strata: [], entities: [], inspectors: [], avoid: [] };
        HEADER.forEach(([name, field], at) => {
            const match = line(name, [field]).exec(rows[at] ?? "");
            if (!match) throw malformed(rows[at] ?? "");
            pool[name] = match[1];
        });
        for (const name of ["total", "cap", "reserve", "team"]) pool[name] = Number(pool[name]);
        return pool;
    }

    // The pool of a frozen text. Throws Refusal GRAMMAR, DUP, UNKNOWN or CANONICAL.
    SSJ.parse = function (text) {
        const [format, ...rest] = lines(text);
        if (format !== "SSJ-DRAW/1") throw malformed(format);
        const pool = header(rest.slice(0, HEADER.length));
        const body = rest.slice(HEADER.length);
        for (const row of body) {
            const tag = row.split("\t", 1)[0];
            const match = Object.hasOwn(PATTERNS, tag) && PATTERNS[tag].exec(row);
            if (!match) throw malformed(row);
            BUILD[tag](pool, match.slice(1));
        }
        check(pool);
        if (body.join("\n") !== ordered(body).join("\n")) {
            throw new Refusal("CANONICAL", "文本各行的顺序与规定不符，可能被改动过。请使用公布的原始文件核验。");
        }
        return pool;
    };

    // Sections in their order; sources as declared, the rows of every other section by bytes.
    function ordered(body) {
        return Object.keys(ROWS).flatMap((tag) => {
            const rows = body.filter((row) => row.startsWith(`${tag}\t`));
            return tag === "source" ? rows : rows.sort(compare);
        });
    }

    SSJ.inLot = (pool, row) => row.status === "E" && !(pool.cap > 0 && row.count >= pool.cap);
    SSJ.Refusal = Refusal;
    SSJ.lines = lines;
    SSJ.ordered = ordered;
    SSJ.compare = compare;
    SSJ.fields = { ID, INTEGER, HEX, DRAW, line };
})(globalThis.SSJ = globalThis.SSJ || {});
