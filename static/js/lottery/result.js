// The result record SSJ-RESULT/1 and the replacement records SSJ-REPLACE/1, recomputed.
(function (SSJ) {
    "use strict";

    const text = (rows) => rows.map((row) => `${row.join("\t")}\n`).join("");

    // Everything that follows from frozen text, nonce and public numbers. Throws Refusal.
    SSJ.compute = function (frozenText, nonce, lines, progress = () => {}) {
        const pool = SSJ.parse(frozenText);
        const frozen = SSJ.digest(frozenText, pool.hash);
        if (SSJ.nonceLine(pool.draw, nonce, pool.hash) !== pool.nonce) {
            throw new SSJ.Refusal("NONCE", "封存密钥与封存时公布的承诺不一致。");
        }
        SSJ.checkPublic(pool, lines);
        const seed = SSJ.seed(pool, frozen, nonce, lines);
        const lot = SSJ.hold(pool, seed, (done, total) => progress("tickets", done, total));
        const entities = lot.drawn.map((row) => row.entity.id);
        const pairing = SSJ.pair(pool, seed, entities, (done, total) => progress("teams", done, total));
        const made = { pool, frozen, seed, lot, pairing, public: lines };
        made.text = resultText(made);
        made.hash = SSJ.digest(made.text, pool.hash);
        return made;
    };

    function resultText({ pool, frozen, seed, lot, pairing, public: lines }) {
        return text([
            ["SSJ-RESULT/1"],
            ["draw", pool.draw],
            ["frozen", frozen],
            ["public", lines.join("|")],
            ["seed", seed],
            ...lot.quotas.map((row) => ["Q", row.stratum, row.eligible, row.take]),
            ...lot.drawn.map((row, at) => [row.fate, at + 1, row.entity.id, row.entity.stratum, row.key, row.ticket]),
            ...lot.reserve.map((row) => [
                "V", row.entity.stratum, row.place - lot.take.get(row.entity.stratum), row.entity.id, row.key, row.ticket,
            ]),
            ["C", pairing.cap === null ? "INFEASIBLE" : pairing.cap],
            ...pairing.teams.map((team) => ["T", ...team]),
        ]);
    }

    const REASON = new RegExp(`^${SSJ.fields.ID}$`);
    const CHAIN = (number) =>
        new SSJ.Refusal("CHAIN", `第 ${number} 份人员替换记录与重新计算的不一致。请使用公布的原始记录核验。`);

    function asked(record) {
        const found = { unavailable: [] };
        for (const row of SSJ.lines(record).slice(1)) {
            const [tag, ...values] = row.split("\t");
            if (tag === "unavailable") found.unavailable.push(values[0]);
            else [found[tag]] = values;
        }
        return found;
    }

    function incoming(made, teams, request, away) {
        const { pool, seed } = made;
        const team = teams.get(request.entity);
        const banned = new Set(pool.avoid.filter((row) => row[1] === request.entity).map((row) => row[0]));
        const loads = new Map();
        for (const members of teams.values()) for (const who of members) loads.set(who, (loads.get(who) || 0) + 1);
        const tickets = SSJ.pairTickets(pool, seed, request.entity);
        const load = (row) => loads.get(row.id) || 0;
        return pool.inspectors
            .map((row, i) => ({ row, ticket: tickets[i], busy: row.prior + load(row) }))
            .filter(({ row }) => !banned.has(row.id) && !team.includes(row.id) && !away.includes(row.id))
            .filter(({ row }) => (!row.max || load(row) < row.max) && (row.leader || team[0] !== request.out))
            .sort((a, b) => a.busy - b.busy || SSJ.compare(a.ticket, b.ticket))[0];
    }

    // Who sits in each team after all records; throws CHAIN at the first record that differs by a byte.
    SSJ.replay = function (made, records) {
        const teams = new Map(made.pairing.teams.map(([entity, ...members]) => [entity, members]));
        const everybody = new Set(made.pool.inspectors.map((row) => row.id));
        const left = [];
        let prev = made.hash;
        records.forEach((record, at) => {
            const request = asked(record);
            const team = teams.get(request.entity);
            const strange = request.unavailable.some((who) => !everybody.has(who));
            if (!team || !team.includes(request.out) || strange || !REASON.test(request.reason)) throw CHAIN(at + 1);
            const gone = left.filter((row) => row.entity === request.entity).map((row) => row.out);
            const away = [...new Set([...request.unavailable, ...gone])].sort(SSJ.compare);
            const next = incoming(made, teams, request, away);
            if (!next) throw CHAIN(at + 1);
            const expected = text([
                ["SSJ-REPLACE/1"], ["draw", made.pool.draw], ["seq", at + 1], ["prev", prev], ["result", made.hash],
                ["entity", request.entity], ["out", request.out], ["reason", request.reason],
                ...away.map((who) => ["unavailable", who]), ["in", next.row.id],
            ]);
            if (expected !== record) throw CHAIN(at + 1);
            prev = SSJ.digest(record, made.pool.hash);
            left.push(request);
            teams.set(request.entity, team.map((who) => (who === request.out ? next.row.id : who)));
        });
        return teams;
    };
})(globalThis.SSJ = globalThis.SSJ || {});
