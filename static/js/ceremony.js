// The projected ceremony: shows what the server computed, step by step. Nothing here draws; nothing rolls.
(function () {
    "use strict";

    const stage = JSON.parse(document.getElementById("stage-data").textContent);
    const byId = (id) => document.getElementById(id);
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const PACE = 450; // ms between two firms
    const [SEALED, NUMBERS, MIXED, FIRMS, TEAMS, SIGNED] = [1, 2, 3, 4, 5, 6];
    let { step, task } = stage;
    let timer = 0;
    let shown = 0;

    const screen = () => stage.screens[Math.min(task, stage.screens.length - 1)];
    const fours = (code) => (code.match(/.{4}/g) || []).join(" ");

    function put(parent, tag, text, className) {
        const node = document.createElement(tag);
        if (text !== undefined) node.textContent = text;
        if (className) node.className = className;
        parent.append(node);
        return node;
    }

    function clear(id) {
        const node = byId(id);
        node.replaceChildren();
        return node;
    }

    function paintLeft(now) {
        const many = stage.screens.length > 1 ? `（${task + 1} / ${stage.screens.length}）` : "";
        byId("task-title").textContent = ` · ${now.title} · ${now.number}${many}`;
        const counts = clear("counts");
        put(counts, "dt", "检查对象");
        put(counts, "dd", `${now.inLot} 户（${now.counts.map((row) => `${row.word} ${row.pool}`).join("，")}）`);
        put(counts, "dt", "检查人员");
        put(counts, "dd", `${now.officers} 人`);
        const frozen = clear("frozen");
        const groups = fours(now.frozen).split(" ");
        put(frozen, "span", "校验码 ");
        put(frozen, "b", groups.slice(0, 2).join(" "));
        put(frozen, "span", ` ${groups.slice(2).join(" ")}`);
        const numbers = clear("numbers");
        now.numbers.forEach((line) => put(numbers, "li", line));
        const mixed = step >= MIXED;
        byId("seed").hidden = !mixed;
        byId("seed-title").textContent = now.seed ? "随机数" : "结果校验码";
        byId("seed-text").textContent = mixed ? fours(now.seed || now.result) : "";
        byId("seed-note").textContent = now.seed ? "" : "随机数随名单在检查结束后公开，以免有人提前算出名单。";
    }

    function paintGrid(now) {
        const grid = clear("grid");
        const lit = new Set(step >= FIRMS ? now.hits.slice(0, shown).map((hit) => hit.n) : []);
        now.cells.forEach((cell) => {
            const node = put(grid, "li", now.cells.length > 500 ? "" : cell.n, [cell.key && "k", cell.out && "o", lit.has(cell.n) && "hit"].filter(Boolean).join(" "));
            node.dataset.n = cell.n;
        });
        byId("grid-title").textContent = `每户一号，${now.cells.length} 户全部在列`;
        byId("grid-note").textContent = step >= FIRMS ? `抽中 ${now.hits.length} 户` : "";
        grid.classList.toggle("dense", now.cells.length > 260 && now.cells.length <= 500);
        grid.classList.toggle("tiny", now.cells.length > 500);
        const ruler = clear("ruler");
        if (step >= FIRMS) now.rulers.forEach((row) => paintRuler(ruler, row));
        byId("rule").hidden = step < FIRMS;
    }

    function draw(parent, tag, values, text) {
        const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
        Object.entries(values).forEach(([name, value]) => node.setAttribute(name, value));
        if (text) node.textContent = text;
        parent.append(node);
        return node;
    }

    // Tickets on a line, smallest first: the cut shows the rule without a formula.
    function paintRuler(parent, row) {
        const line = put(parent, "div", undefined, "rl");
        put(line, "span", `${row.label} ${row.at.length} 户`);
        const svg = draw(line, "svg", { role: "img", "aria-label": `抽签号从小到大，前 ${row.take} 户入选` });
        const at = (place) => `${(place * 99.5).toFixed(2)}%`;
        row.at.forEach((place, rank) => {
            const hit = rank < row.take;
            draw(svg, "rect", { x: at(place), y: hit ? 16 : 24, width: hit ? 4 : 2, height: hit ? 26 : 18, class: hit ? "tick hit" : "tick" });
        });
        if (!row.take) return;
        const [last, following] = [row.at[row.take - 1], row.at[row.take]];
        const cut = following === undefined ? 1 : (last + following) / 2;
        draw(svg, "line", { x1: at(cut), x2: at(cut), y1: 2, y2: 44, class: "cut" });
        const right = cut > 0.85;
        draw(svg, "text", { x: at(cut), dx: right ? -6 : 6, y: 13, class: "cut-words", "text-anchor": right ? "end" : "start" }, `前 ${row.take} 户`);
    }

    function paintResult(now) {
        const list = clear("result");
        const rows = step >= FIRMS ? now.hits.slice(0, shown) : [];
        rows.forEach((hit) => {
            const row = put(list, "li");
            put(row, "span", hit.n, "o");
            const firm = put(row, "span", undefined, "nm");
            put(firm, "b", hit.name);
            put(firm, "small", hit.note);
            const team = put(row, "span", undefined, "pr");
            if (step >= TEAMS) {
                put(team, "b", hit.team.join("、") || "待补充抽取");
                put(team, "small", [...new Set(hit.units)].join("、"));
            }
        });
        list.classList.toggle("many", now.hits.length > 13);
        byId("result-note").textContent = step >= TEAMS ? now.teams : "";
    }

    function paint() {
        const now = screen();
        document.querySelectorAll("[data-step]").forEach((node) => {
            const number = Number(node.dataset.step);
            node.className = number < step ? "done" : number === step ? "now" : "";
            if (number === step) node.setAttribute("aria-current", "step");
            else node.removeAttribute("aria-current");
        });
        paintLeft(now);
        paintGrid(now);
        paintResult(now);
        byId("again").hidden = step < FIRMS;
        byId("next").disabled = step >= SIGNED && task >= stage.screens.length - 1;
        byId("print").hidden = !stage.drawn;
        byId("qr").src = now.qr;
    }

    function reveal(from) {
        window.clearTimeout(timer);
        timer = 0;
        const total = screen().hits.length;
        shown = calm ? total : from;
        paint();
        if (shown < total) timer = window.setTimeout(() => reveal(from + 1), PACE);
        else byId("spoken").textContent = `抽中 ${total} 户：${screen().hits.map((hit) => hit.name).join("、")}`;
    }

    function remember() {
        const form = byId("remember");
        const data = new FormData(form);
        data.set("step", step);
        data.set("task", task);
        // A lost line loses the place on the screen at worst, never a result.
        fetch(form.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } }).catch(() => {});
    }

    function go(toStep, toTask) {
        step = toStep;
        task = toTask;
        remember();
        if (step === FIRMS) reveal(1);
        else {
            shown = step > FIRMS ? screen().hits.length : 0;
            paint();
        }
    }

    function next() {
        if (timer) { // the reveal is running: show the rest
            reveal(screen().hits.length);
            return;
        }
        if (!stage.drawn) {
            if (step < NUMBERS) go(NUMBERS, task);
            const field = document.querySelector("form.wit input:not([type=hidden])");
            if (field) field.focus();
        } else if (step === TEAMS && task < stage.screens.length - 1) go(FIRMS, task + 1);
        else if (step < SIGNED) go(step + 1, task);
    }

    function fullscreen() {
        if (document.fullscreenElement) document.exitFullscreen();
        else document.documentElement.requestFullscreen().catch(() => {});
    }

    function light() {
        const now = document.body.dataset.theme === "light" ? "" : "light";
        document.body.dataset.theme = now;
        try { localStorage.setItem("ceremony-theme", now); } catch (error) { /* a browser without storage */ }
    }

    const KEYS = { " ": next, f: fullscreen, l: light, p: () => { if (stage.drawn) byId("print").click(); } };
    document.addEventListener("keydown", (event) => {
        const typing = /^(input|textarea|select|button|a)$/i.test(event.target.tagName);
        const act = KEYS[event.key.toLowerCase()];
        if (!act || typing || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        act();
    });
    // A button pressed with the mouse gives the keyboard back, so that the space bar goes on instead of repeating it.
    [["next", next], ["again", () => reveal(1)], ["full", fullscreen], ["light", light]].forEach(([id, act]) => {
        byId(id).addEventListener("click", (event) => {
            if (event.detail) byId(id).blur();
            act();
        });
    });
    try { document.body.dataset.theme = localStorage.getItem("ceremony-theme") || ""; } catch (error) { /* none */ }
    shown = step >= FIRMS ? screen().hits.length : 0;
    if (stage.screens.length) paint();
})();
