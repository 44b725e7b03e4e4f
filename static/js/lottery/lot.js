// Public numbers, the seed, quotas and the order of the tickets (protocol 2.4 and 2.5).
(function (SSJ) {
    "use strict";

    const GAMES = { KL8: [[20, 80]], SSQ: [[6, 33], [1, 16]], DLT: [[5, 35], [2, 12]] };
    const PUBLIC = new RegExp(`^(${SSJ.fields.ID}),(${SSJ.fields.ID})=([0-9.+]+)$`);
    const refuse = (sentence) => { throw new SSJ.Refusal("PUBLIC", sentence); };

    function drumFits(drum, [balls, top]) {
        const numbers = drum.map(Number);
        return drum.length === balls && drum.every((ball) => /^[0-9]{2}$/.test(ball)) &&
            numbers.every((number, at) => number >= 1 && number <= top && (at === 0 || numbers[at - 1] < number));
    }

    function checkValues(kind, ref, values) {
        if (Object.hasOwn(GAMES, kind)) {
            const drums = values.split("+").map((group) => group.split("."));
            if (drums.length !== GAMES[kind].length || !drums.every((drum, at) => drumFits(drum, GAMES[kind][at]))) {
                refuse(`${kind} 的号码不对：每个两位数字，从小到大，个数与玩法相符。请对照开奖公告核对。`);
            }
        } else if (kind === "W") {
            const numbers = values.split(".");
            if (String(numbers.length) !== ref || !numbers.every((number) => /^[0-9]+$/.test(number))) {
                refuse(`见证人数字不对：应有 ${ref} 组数字，每位见证人一组。请对照见证单核对。`);
            }
        }
    }

    SSJ.checkPublic = function (pool, lines) {
        const declared = pool.sources.map((row) => row.join(","));
        if (lines.length !== declared.length || lines.some((line, at) => line.split("=")[0] !== declared[at])) {
            refuse(`抽取号码与公布的来源不一致，应依次为：${declared.join("；")}。请逐项核对。`);
        }
        for (const line of lines) {
            const match = PUBLIC.exec(line);
            if (!match) refuse(`抽取号码“${line.slice(0, 80)}”写法不对。应为“来源,期号=数字”。`);
            checkValues(match[1], match[2], match[3]);
        }
    };

    SSJ.nonceLine = (draw, nonce, hash) => SSJ.digest(`SSJ1:NONCE:${draw}:${nonce}`, hash);
    SSJ.seed = (pool, frozen, nonce, lines) => SSJ.digest(`SSJ1:SEED:${frozen}:${nonce}:${lines.join("|")}`, pool.hash);

    const quotaRefusal = () => {
        throw new SSJ.Refusal("QUOTA", "抽取总数、各层最低数和比例互相矛盾，无法分配。请使用公布的原始文件核验。");
    };

    function byTotal(pool, sizes) {
        const take = new Map(pool.strata.map(({ code, floor }) => [code, Math.min(sizes.get(code), floor)]));
        const sum = (values) => [...values].reduce((a, b) => a + b, 0);
        let left = Math.min(pool.total, sum(sizes.values())) - sum(take.values());
        if (left < 0) quotaRefusal();
        while (left > 0) left -= handOut(pool, sizes, take, BigInt(left));
        return take;
    }

    // Largest remainders; strata that would overflow are filled up first. Exact integers throughout.
    function handOut(pool, sizes, take, left) {
        const open = pool.strata
            .filter(({ code, ratio }) => take.get(code) < sizes.get(code) && ratio > 0n)
            .map(({ code, ratio }) => ({ code, share: BigInt(sizes.get(code)) * ratio, room: sizes.get(code) - take.get(code) }));
        const whole = open.reduce((total, row) => total + row.share, 0n);
        if (!whole) quotaRefusal();
        for (const row of open) {
            row.base = Number((left * row.share) / whole);
            row.rest = (left * row.share) % whole;
            row.more = row.base;
        }
        const full = open.filter((row) => row.base >= row.room);
        for (const row of full) row.more = row.room;
        if (!full.length) {
            const spare = Number(left) - open.reduce((total, row) => total + row.base, 0);
            const byRest = [...open].sort((a, b) => (a.rest > b.rest ? -1 : a.rest < b.rest ? 1 : SSJ.compare(a.code, b.code)));
            for (const row of byRest.slice(0, spare)) row.more += 1;
        }
        const given = full.length ? full : open;
        for (const row of given) take.set(row.code, take.get(row.code) + row.more);
        return given.reduce((total, row) => total + row.more, 0);
    }

    function byRatio(pool, sizes) {
        return new Map(pool.strata.map(({ code, ratio, floor }) => {
            const size = sizes.get(code);
            const raised = (BigInt(size) * ratio + 9999n) / 10000n;
            const share = raised > BigInt(size) ? size : Number(raised);
            return [code, Math.min(size, Math.max(floor, share))];
        }));
    }

    SSJ.quotas = function (pool) {
        const sizes = new Map(pool.strata.map(({ code }) => [code, 0]));
        for (const row of pool.entities) {
            if (SSJ.inLot(pool, row)) sizes.set(row.stratum, sizes.get(row.stratum) + 1);
        }
        const take = pool.mode === "ratio" ? byRatio(pool, sizes) : byTotal(pool, sizes);
        return pool.strata.map(({ code }) => ({ stratum: code, eligible: sizes.get(code), take: take.get(code) }));
    };

    SSJ.ticketDrum = (pool, seed) => SSJ.stem(`${seed}:E:`, pool.hash);

    // One firm with the smallest of its tickets.
    SSJ.smallestTicket = function (drum, entity) {
        let key = drum(`${entity.id}:1`);
        let ticket = 1;
        for (let j = 2; j <= entity.weight; j += 1) {
            const next = drum(`${entity.id}:${j}`);
            if (next < key) [key, ticket] = [next, j];
        }
        return { entity, key, ticket, place: 0, fate: "" };
    };

    SSJ.byTicket = (a, b) => SSJ.compare(a.key, b.key) || SSJ.compare(a.entity.id, b.entity.id);

    // Every firm with its smallest ticket, in the order of the tickets. `progress(done, total)` is optional.
    SSJ.order = function (pool, seed, progress) {
        const drum = SSJ.ticketDrum(pool, seed);
        const rows = pool.entities.map((entity, at) => {
            if (progress && at % 2000 === 0) progress(at, pool.entities.length);
            return SSJ.smallestTicket(drum, entity);
        });
        return rows.sort(SSJ.byTicket);
    };

    function fate(pool, row, take) {
        if (row.entity.status === "M") return "M";
        if (!row.place) return row.entity.status === "E" ? "CAP" : "X";
        if (row.place <= take) return "D";
        return row.place <= take + pool.reserve ? "V" : "N";
    }

    SSJ.hold = function (pool, seed, progress) {
        const quotas = SSJ.quotas(pool);
        const take = new Map(quotas.map((row) => [row.stratum, row.take]));
        const places = new Map();
        const rows = SSJ.order(pool, seed, progress);
        for (const row of rows) {
            const code = row.entity.stratum;
            if (SSJ.inLot(pool, row.entity)) {
                row.place = (places.get(code) || 0) + 1;
                places.set(code, row.place);
            }
            row.fate = fate(pool, row, take.get(code));
        }
        const reserve = rows.filter((row) => row.fate === "V");
        reserve.sort((a, b) => SSJ.compare(a.entity.stratum, b.entity.stratum) || a.place - b.place);
        return { quotas, take, rows, drawn: rows.filter((row) => "DM".includes(row.fate)), reserve };
    };
})(globalThis.SSJ = globalThis.SSJ || {});
