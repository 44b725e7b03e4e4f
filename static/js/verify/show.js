// Puts plain data on the page. Text goes in as text: names come from a file anybody may have written.
(function (Page) {
    "use strict";

    const AT_FIRST = 100;
    const SVG = "http://www.w3.org/2000/svg";
    const short = (key) => key.slice(0, 8);

    Page.one = (name, from = document) => from.querySelector(`[data-${name}]`);

    // A copy of <template data-template="name"> with its slots filled; a slot without a text disappears.
    Page.copy = function (name, slots) {
        const made = document.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true);
        for (const slot of [made, ...made.querySelectorAll("[data-slot]")]) {
            const text = slots[slot.dataset.slot];
            if (slot.dataset.slot === undefined) continue;
            if (text === undefined || text === "") slot.remove();
            else if (text instanceof Node) slot.replaceChildren(text);
            else slot.textContent = text;
        }
        return made;
    };

    Page.tag = function (colour, icon, word) {
        const tag = document.createElement("span");
        const shape = document.createElement("i");
        tag.className = `tag tag-${colour}`;
        shape.className = `bi bi-${icon}`;
        shape.setAttribute("aria-hidden", "true");
        tag.append(shape, word);
        return tag;
    };

    Page.checks = function (checks) {
        for (const row of document.querySelectorAll("[data-check]")) {
            const found = checks.find((check) => check.title === row.dataset.check);
            const icon = found ? (found.ok ? "check-circle-fill" : "x-circle") : "circle";
            row.querySelector("i").className = `bi bi-${icon}`;
            row.dataset.state = found ? (found.ok ? "ok" : "wrong") : "open";
            Page.one("said", row).textContent = found ? found.say : "没有计算到这一步。";
            Page.one("outcome", row).textContent = found ? (found.ok ? "一致" : "不一致") : "未计算";
        }
    };

    Page.verdict = function (state, icon, title, says) {
        const band = Page.one("band");
        band.dataset.state = state;
        Page.one("icon", band).className = `bi bi-${icon}`;
        Page.one("title", band).textContent = title;
        Page.one("says", band).textContent = says;
    };

    const replaced = (row) => row.team.map((who, at) => (who === row.first[at] ? who : `${who}（接替 ${row.first[at]}）`)).join("、");

    function drawnRow(row, at) {
        return Page.copy("drawn", {
            rank: `${at + 1}`, name: row.name || row.id, code: row.id, stratum: row.stratum, key: short(row.key),
            cut: row.fate === "M" ? "定向检查，不参加抽签" : `分界 ${short(row.cut)}`,
            team: row.team.length ? replaced(row) : "另行补充抽取",
        });
    }

    function rows(body, made, more) {
        body.replaceChildren(...made.slice(0, AT_FIRST).map((make) => make()));
        more.hidden = made.length <= AT_FIRST;
        more.textContent = `显示其余 ${made.length - AT_FIRST} 户`;
        more.onclick = () => {
            body.append(...made.slice(AT_FIRST).map((make) => make()));
            more.hidden = true;
        };
    }

    function line(marks, top, name) {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", marks.map((x) => `M${x} ${top}V56`).join(""));
        path.setAttribute("class", name);
        return path;
    }

    function ruler(row) {
        const svg = document.createElementNS(SVG, "svg");
        const cut = row.cut ? (parseInt(row.cut.slice(0, 8), 16) / 2 ** 32) * row.marks.of : 0;
        svg.setAttribute("viewBox", `0 0 ${row.marks.of} 58`);
        svg.setAttribute("preserveAspectRatio", "none");
        svg.setAttribute("role", "img");
        svg.setAttribute("aria-label", `${row.word}：${row.eligible} 个抽签号从小到大排成一行，最左边 ${row.take} 户入选`);
        svg.append(line(row.marks.others, 30, "mark"), line(row.marks.drawn, 12, "mark mark-drawn"));
        if (row.cut) svg.append(line([cut], 4, "mark mark-cut"));
        svg.dataset.stratum = row.code;
        return svg;
    }

    Page.mark = function (found) {
        document.querySelectorAll(".mark-me").forEach((old) => old.remove());
        const svg = found.place && document.querySelector(`svg[data-stratum="${found.code}"]`);
        if (svg) svg.append(line([found.x * svg.viewBox.baseVal.width], 0, "mark mark-me"));
    };

    Page.results = function (summary) {
        const results = Page.one("results");
        const part = (name) => Page.one(name, results);
        part("rulers").replaceChildren(...summary.strata.map((row) => {
            const words = `${row.word} ${row.eligible} 户，号码最小的 ${row.take} 户入选`;
            return Page.copy("ruler", { words, line: ruler(row) });
        }));
        rows(part("drawn"), summary.drawn.map((row, at) => () => drawnRow(row, at)), part("more"));
        part("reserve").replaceChildren(...summary.reserve.map((row) =>
            Page.copy("reserve", { next: `${row.next}`, name: row.name || row.id, code: row.id, stratum: row.stratum, key: short(row.key) })));
        part("reserves").hidden = !summary.reserve.length;
        part("swaps").replaceChildren(...summary.replacements.map((row) =>
            Page.copy("swap", { words: `${row.name}：${row.out} ${row.reason}，按规则由 ${row.in} 接替。` })));
        part("swapped").hidden = !summary.replacements.length;
        part("seed").textContent = summary.seed;
        part("infeasible").hidden = summary.cap !== null;
        results.hidden = false;
    };
})(globalThis.VerifyPage = globalThis.VerifyPage || {});
