// 查一户: one firm's tickets, its place, and why it was drawn or not; before names are public its own line.
(function (Page) {
    "use strict";

    const MOST = 8;
    const TAGS = {
        D: ["amber", "bullseye", "已抽中"], M: ["blue", "check-lg", "定向检查"], V: ["outline", "dash-circle", "未抽中，列入递补"],
        N: ["grey", "dash-circle", "未抽中"], CAP: ["grey", "slash-circle", "不参加抽签"], X: ["grey", "slash-circle", "不参加抽签"],
    };
    const TOOL = { sha256: "sha256sum", sm3: "openssl dgst -sm3" };

    function tickets(row) {
        const list = document.createDocumentFragment();
        list.append(...row.tickets.map((ticket, at) => Page.copy("ticket", {
            words: `第 ${at + 1} 签${row.tickets.length > 1 && ticket.smallest ? "（最小，以它为准）" : ""}`, key: ticket.key,
        })));
        return list;
    }

    const firm = (row) => Page.copy("firm", {
        name: row.name || row.id, code: row.id, tag: Page.tag(...TAGS[row.fate]), why: row.why, tickets: tickets(row),
        cut: row.cut && row.place ? `本类分界号 ${row.cut.slice(0, 8)}，不大于它的入选` : "",
        team: row.team.length ? `检查组 ${row.team.join("、")}` : "",
        byhand: `printf %s '${row.tickets[0].text}' | ${TOOL[row.hash]}`,
    });

    function show(out, found) {
        const say = (words) => out.replaceChildren(Page.copy("say", { words }));
        if (found === null) return say("请输入统一社会信用代码，或者至少最后 4 位。");
        if (!found.length) return say("封存名录中没有这个代码。请核对；仍查不到的，可以向主办单位反映。");
        if (found.length > MOST) return say(`有 ${found.length} 户的代码以这几位结尾。请再多输几位。`);
        out.replaceChildren(...found.map(firm));
        if (found.length === 1) Page.mark(found[0]);
    }

    // `ask(text)` answers with the firms found, computing first where nothing was computed yet.
    Page.findForm = function (form, ask) {
        const out = Page.one("found");
        form.hidden = false;
        form.addEventListener("submit", async (event) => {
            event.preventDefault();
            const found = await ask(form.elements.code.value);
            if (found !== undefined) show(out, found);
        });
    };

    const STANDING = { E: "参加抽签", M: "定向检查，不参加抽签" };

    function inWords([, code, stratum, weight, count, status]) {
        return `名录代码 ${code}，${SSJ.stratumWord(stratum)}，${weight} 签，本年已检查 ${count} 次，${STANDING[status] || `不参加抽签（${status}）`}。`;
    }

    Page.lineForm = function (form, commit) {
        const out = Page.one("line-found");
        form.hidden = false;
        form.elements.file.addEventListener("change", async () => {
            if (form.elements.file.files.length) form.elements.line.value = await form.elements.file.files[0].text();
        });
        form.addEventListener("submit", (event) => {
            event.preventDefault();
            const { ok, say, row } = SSJ.ownLine(form.elements.line.value, commit);
            const tag = ok ? Page.tag("green", "check-circle-fill", "在名录里") : Page.tag("red", "x-circle", "核对不上");
            out.replaceChildren(Page.copy("line", { tag, say, row: ok && row.length === 6 ? inWords(row) : "" }));
        });
    };
})(globalThis.VerifyPage = globalThis.VerifyPage || {});
