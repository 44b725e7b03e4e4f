// A verified draw in the words of the page: what was drawn and why, and what became of one firm. No DOM.
(function (SSJ) {
    "use strict";

    const LEFT_OUT = {
        X1: "已注销或者停业", X2: "已迁出本县", X3: "不从事本次抽查的行业", X4: "重复登记", X5: "正在立案调查",
        X6: "经批准免于本次抽查",
    };
    const REASONS = { RECUSAL: "回避", ABSENCE: "不能参加", CERTIFICATE: "证件到期" };
    const SHORTEST = 4;
    const MARKS = 1400; // more lines than a screen has points tell nothing

    SSJ.stratumWord = (code) => (code.endsWith("K") ? `重点·${code.slice(0, -1)}类` : `一般·${code}类`);

    const namesOf = (text) =>
        new Map(SSJ.lines(text).map((row) => row.split("\t")).filter((row) => row[0] === "E").map((row) => [row[1], row[2]]));

    // The sentence about a bundle that is not the one this page published; empty when it is.
    SSJ.against = function (bundle, published) {
        const draw = (/\ndraw\t([^\n]+)\n/.exec(bundle.commit) || [])[1];
        if (draw !== published.number) return `这是抽取 ${draw || "（编号不明）"} 的证据包，不是本页的 ${published.number}。请打开那一次抽取的页面核验。`;
        if (bundle.commit !== published.commit) return "证据包里的封存公告与本页公布的不一致。";
        if (bundle.public.join("|") !== published.numbers.join("|")) return "证据包里的抽取号码与本页公布的不一致。";
        const same = ["sha256", "sm3"].some((hash) => SSJ.digest(bundle.result, hash) === published.result);
        return same ? "" : "证据包里的结果与本页公布的结果校验码不一致。";
    };

    const refused = (say) => ({ ok: false, checks: [{ title: "证据包", ok: false, say }] });

    // The bundle in a text, or why it is not to be computed: { bundle } or { refused }.
    SSJ.open = function (text, published) {
        let bundle;
        try {
            bundle = Object(JSON.parse(text)); // null and numbers too have no fields
        } catch {
            return { refused: refused("这个文件不是完整的证据包。请从本页重新下载。") };
        }
        if (typeof bundle?.commit !== "string" || typeof bundle.result !== "string" || !Array.isArray(bundle.public)) return { bundle };
        const say = SSJ.against(bundle, published);
        return say ? { refused: refused(say) } : { bundle };
    };

    // { answer, explained }: the checks, and the summary when all of them passed. `verify` is SSJ.verify.
    SSJ.answer = function ({ bundle, refused: no }, verify) {
        if (no) return { answer: no, explained: null };
        const done = verify(bundle);
        const explained = done.ok ? SSJ.explain(done, bundle) : null;
        return { answer: { ok: done.ok, checks: done.checks, summary: explained && explained.summary() }, explained };
    };

    // `done` comes from SSJ.verify and is ok. Answers `summary()` and `find(text)`, both plain data.
    SSJ.explain = function (done, bundle) {
        const { made, teams } = done;
        const { pool, lot } = made;
        const names = namesOf(bundle.names);
        const cut = new Map();
        for (const row of lot.rows) if (row.fate === "D") cut.set(row.entity.stratum, row.key); // in order: the last stays
        const first = new Map(made.pairing.teams.map(([entity, ...members]) => [entity, members]));
        const quota = new Map(lot.quotas.map((row) => [row.stratum, row]));
        const drum = SSJ.ticketDrum(pool, made.seed);

        const firm = (row) => ({
            id: row.entity.id, name: names.get(row.entity.id) || "", stratum: SSJ.stratumWord(row.entity.stratum), key: row.key,
            fate: row.fate, cut: cut.get(row.entity.stratum) || "", place: row.place,
            team: teams.get(row.entity.id) || [], first: first.get(row.entity.id) || [],
        });

        function marks(code) {
            const at = (rows) => [...new Set(rows.map((row) => Math.floor((parseInt(row.key.slice(0, 8), 16) / 2 ** 32) * MARKS)))];
            const rows = lot.rows.filter((row) => row.entity.stratum === code && row.place);
            return { drawn: at(rows.filter((row) => row.fate === "D")), others: at(rows.filter((row) => row.fate !== "D")), of: MARKS };
        }

        const strata = () => lot.quotas.filter((row) => row.eligible).map((row) => ({
            code: row.stratum, word: SSJ.stratumWord(row.stratum), eligible: row.eligible, take: row.take,
            cut: cut.get(row.stratum) || "", marks: marks(row.stratum),
        }));

        const replacements = () => bundle.replacements.map((text) => {
            const field = Object.fromEntries(SSJ.lines(text).map((row) => row.split("\t")));
            return { name: names.get(field.entity) || field.entity, out: field.out, in: field.in, reason: REASONS[field.reason] || field.reason };
        });

        const summary = () => ({
            frozen: made.frozen, seed: made.seed, result: made.hash, hash: pool.hash, cap: made.pairing.cap,
            tickets: pool.entities.reduce((sum, row) => sum + row.weight, 0),
            pairs: lot.drawn.length * pool.inspectors.length, reserveEach: pool.reserve,
            strata: strata(), drawn: lot.drawn.map(firm), replacements: replacements(),
            reserve: lot.reserve.map((row) => ({ ...firm(row), next: row.place - lot.take.get(row.entity.stratum) })),
        });

        // Why this firm was drawn or not, in one sentence.
        function why(row) {
            const { eligible, take } = quota.get(row.entity.stratum);
            const lots = `${SSJ.stratumWord(row.entity.stratum)}共 ${eligible} 户参加抽签，号码最小的 ${take} 户入选`;
            switch (row.fate) {
            case "D": return `${lots}，排第 ${row.place} 位，已抽中。`;
            case "V": return `${lots}，排第 ${row.place} 位，没有抽中，列为第 ${row.place - take} 位递补。`;
            case "M": return "按规定定向检查，不参加抽签，必查。";
            case "CAP": return `本年已检查 ${row.entity.count} 次，达到每年 ${pool.cap} 次的上限，不参加抽签。`;
            case "X": return `不参加抽签：${LEFT_OUT[row.entity.status] || "其他公布的原因"}（${row.entity.status}）。`;
            default: return `${lots}，排第 ${row.place} 位，没有抽中。`;
            }
        }

        function ticketsOf(row) {
            const all = Array.from({ length: row.entity.weight }, (_, at) => drum(`${row.entity.id}:${at + 1}`));
            return all.map((key, at) => ({ key, smallest: at + 1 === row.ticket, text: `${made.seed}:E:${row.entity.id}:${at + 1}` }));
        }

        // Firms whose code ends with the text; null for a text too short to mean one.
        function find(text) {
            const tail = text.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "");
            if (tail.length < SHORTEST) return null;
            const rows = lot.rows.filter((row) => row.entity.id.endsWith(tail));
            return rows.map((row) => ({
                ...firm(row), why: why(row), tickets: ticketsOf(row), x: parseInt(row.key.slice(0, 8), 16) / 2 ** 32,
                code: row.entity.stratum, hash: pool.hash,
            }));
        }

        return { summary, find };
    };
})(globalThis.SSJ = globalThis.SSJ || {});
