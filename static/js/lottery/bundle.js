// SSJ-BUNDLE/1: everything that was published about one draw, checked from the first byte to the last.
// Each check answers in one sentence; verify_draw.py answers in the same words.
(function (SSJ) {
    "use strict";

    const TEXTS = ["commit", "frozen", "names", "nonce", "result"];
    const KEYS = ["format", "public", "replacements", ...TEXTS];
    const isTexts = (value) => Array.isArray(value) && value.every((text) => typeof text === "string");

    function shape(bundle) {
        const good = bundle !== null && typeof bundle === "object" && bundle.format === "SSJ-BUNDLE/1" &&
            Object.keys(bundle).sort().join() === [...KEYS].sort().join() &&
            TEXTS.every((key) => typeof bundle[key] === "string") && isTexts(bundle.public) && isTexts(bundle.replacements);
        if (!good) throw new SSJ.Refusal("FORMAT", "这不是完整的 SSJ-BUNDLE/1 证据包。请从公示网站重新下载原始文件。");
    }

    // The commitment as a table: single values by tag, sources and counts as rows.
    function commitment(text) {
        const rows = SSJ.lines(text).map((row) => row.split("\t"));
        const one = (tag) => (rows.find((row) => row[0] === tag) || [])[1];
        if (rows[0][0] !== "SSJ-COMMIT/1") {
            throw new SSJ.Refusal("COMMIT", "封存公告不是 SSJ-COMMIT/1 格式。请从公示网站重新下载原始文件。");
        }
        const many = (tag) => rows.filter((row) => row[0] === tag).map((row) => row.slice(1).join("\t"));
        return { one, sources: many("source"), counts: many("S") };
    }

    function counts(pool) {
        return pool.strata.map(({ code }) => {
            const rows = pool.entities.filter((row) => row.stratum === code);
            const lot = rows.filter((row) => SSJ.inLot(pool, row)).length;
            const directed = rows.filter((row) => row.status === "M").length;
            const excluded = rows.filter((row) => row.status.startsWith("X")).length;
            return [code, lot, directed, rows.length - lot - directed - excluded, excluded].join("\t");
        });
    }

    const total = (rows) => rows.reduce((sum, row) => sum + row.split("\t").slice(1).reduce((a, b) => a + Number(b), 0), 0);

    function checkCommitment(bundle, pool) {
        const said = commitment(bundle.commit);
        const refuse = (sentence) => { throw new SSJ.Refusal("COMMIT", sentence); };
        if (said.one("draw") !== pool.draw) refuse("抽取编号与封存公告不一致。");
        if (said.one("prev") !== pool.prev) refuse("“前一记录”与封存公告不一致：这次抽取没有接在公布的前一次之后。");
        const [now, then] = [total(counts(pool)), total(said.counts)];
        if (now > then) refuse(`封存名录被改动过：封存时公布 ${then} 户，现有 ${now} 户，多出 ${now - then} 户。`);
        if (now < then) refuse(`封存名录被改动过：封存时公布 ${then} 户，现有 ${now} 户，少了 ${then - now} 户。`);
        if (SSJ.digest(bundle.frozen, "sha256") !== said.one("sha256") || SSJ.digest(bundle.frozen, "sm3") !== said.one("sm3")) {
            refuse("封存名录被改动过：户数没有变，但内容的校验码与封存公告不一致。");
        }
        if (said.counts.join("\n") !== counts(pool).join("\n")) refuse("各层户数与封存公告不一致。");
        if (said.one("nonce") !== pool.nonce) refuse("封存密钥的承诺与封存公告不一致。");
        if (said.sources.join("\n") !== pool.sources.map((row) => row.join("\t")).join("\n")) {
            refuse("抽取号码的来源与封存公告不一致。");
        }
        if (SSJ.digest(bundle.names, pool.hash) !== said.one("names")) refuse("名称表与封存公告不一致。");
    }

    function permutations(values) {
        if (values.length < 2) return [values];
        return values.flatMap((value, at) =>
            permutations([...values.slice(0, at), ...values.slice(at + 1)]).map((rest) => [value, ...rest]));
    }

    // Whether the witnesses' numbers in another order give the seed of the record.
    function swapped(made, nonce, seed) {
        return made.public.some((line, at) => {
            const [name, values] = line.split("=");
            const numbers = values.split(".");
            if (!name.startsWith("W,") || numbers.length > 5) return false;
            return permutations(numbers).some((order) => {
                const lines = [...made.public];
                lines[at] = `${name}=${order.join(".")}`;
                return SSJ.seed(made.pool, made.frozen, nonce, lines) === seed;
            });
        });
    }

    function checkSeed(made, bundle) {
        const said = (/\nseed\t([0-9a-f]{64})\n/.exec(bundle.result) || [])[1];
        if (said === made.seed) return;
        const why = swapped(made, bundle.nonce, said) ? "见证人数字的次序被调换" : "抽取号码或者结果记录被改动";
        throw new SSJ.Refusal("SEED", `按公布的抽取号码重新计算，合成结果与结果记录不一致：${why}。`);
    }

    const WORDS = { Q: "应抽户数", D: "抽中名单", M: "定向检查名单", V: "递补名单", C: "人员均衡数", T: "检查组" };

    function checkResult(made, bundle) {
        if (made.text === bundle.result) return;
        const [mine, theirs] = [made.text.split("\n"), bundle.result.split("\n")];
        const at = mine.findIndex((row, index) => row !== theirs[index]);
        const row = at < 0 ? [""] : mine[at].split("\t");
        const who = { D: row[2], M: row[2], V: row[3], T: row[1] }[row[0]];
        const what = (WORDS[row[0]] || "记录的其他内容") + (who ? `（${who}）` : "");
        throw new SSJ.Refusal("RESULT", `结果记录第 ${(at < 0 ? mine.length : at + 1)} 行与重新计算的不一致：${what}。`);
    }

    // { ok, checks: [{ title, ok, say }], made, teams, code }: stops at the first check that fails.
    SSJ.verify = function (bundle, progress = () => {}) {
        const done = { ok: false, checks: [], made: null, teams: null, code: "" };
        const step = (title, act) => {
            const say = act();
            done.checks.push({ title, ok: true, say });
        };
        let title = "证据包";
        try {
            shape(bundle);
            let pool;
            step(title, () => "内容齐全。");
            title = "名录未改动";
            step(title, () => {
                pool = SSJ.parse(bundle.frozen);
                checkCommitment(bundle, pool);
                return `封存的 ${pool.entities.length} 户、${pool.inspectors.length} 名检查人员与封存公告一致。`;
            });
            title = "号码未改动";
            step(title, () => {
                done.made = SSJ.compute(bundle.frozen, bundle.nonce, bundle.public, progress);
                checkSeed(done.made, bundle);
                return "封存密钥、抽取号码与公布的一致，合成结果相符。";
            });
            title = "结果由号码算出";
            step(title, () => {
                checkResult(done.made, bundle);
                return `重新计算的 ${done.made.lot.drawn.length} 户和 ${done.made.pairing.teams.length} 个检查组与公布的逐字节相同。`;
            });
            title = "人员替换";
            step(title, () => {
                done.teams = SSJ.replay(done.made, bundle.replacements);
                return bundle.replacements.length ? `${bundle.replacements.length} 次替换均按规则算出。` : "没有人员替换。";
            });
            done.ok = true;
        } catch (error) {
            if (!(error instanceof SSJ.Refusal)) throw error;
            done.code = error.code;
            done.checks.push({ title, ok: false, say: error.message });
        }
        return done;
    };
})(globalThis.SSJ = globalThis.SSJ || {});
