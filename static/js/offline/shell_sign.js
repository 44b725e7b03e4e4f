// Signatures from this phone: read back, the business says its word, the officers sign, the whole waits to be handed in.
import * as acts from "./acts.js";
import { block, field, h, icon } from "./dom.js";
import * as drafts from "./drafts.js";
import * as gaps from "./gaps.js";
import * as queue from "./queue.js";
import { field as strokes, sheet as paper } from "./shell_strokes.js";

const SMALL = { AGREED: "“以上记录已向我宣读，与现场情况一致。”", DISPUTED: "填写意见后签字，意见随记录一并保存", REFUSED: "拒签不影响记录效力；如实注明", ABSENT: "无法联系、已关闭停业或注销迁出的，注明情况" };

const values = async (sheet) => Object.fromEntries(await Promise.all(sheet.records.map(async (record) => [record.pk, (await drafts.load(record.pk))?.mine ?? record.values])));

const summary = (sheet, seen) => {
    const answers = Object.values(seen).flatMap((one) => Object.entries(one).filter(([name]) => name.startsWith("answer_")).map(([, value]) => value));
    const count = (value) => answers.filter((answer) => answer === value).length;
    const results = sheet.records.map((record) => h("li", {}, `${record.title}：${sheet.choices.results.find(([value]) => value === seen[record.pk].result)?.[1] ?? "未填检查结果"}`));
    return block("检查情况", h("div", { class: "sum" }, ...sheet.choices.answers.map(([value, label]) => h("div", {}, h("b", {}, count(value)), h("span", {}, label)))),
        h("ul", { class: "lines" }, ...results, count("") ? h("li", {}, `还有 ${count("")} 项未查。`) : null));
};

const opinions = (sheet) => sheet.choices.opinions.map(([value, label]) => h("label", { class: `rad is-${value.toLowerCase()}` },
    h("input", { type: "radio", name: "opinion", value, required: true }), h("span", {}, label, h("small", {}, SMALL[value]))));

const input = (name, value = "") => h("input", { class: "form-control", name, value, maxlength: 50 });
const area = (name) => h("textarea", { class: "form-control", name, rows: 3, maxlength: 500 });

const opinion = (sheet, save) => h("form", { class: "opinion-form", onsubmit: save },
    block("被检查单位意见", h("div", { class: "bd" }, ...opinions(sheet))),
    h("section", { class: "blk if-signed" }, h("div", { class: "bd" }, h("div", { class: "if-disputed" }, field("陈述意见", area("statement"))),
        field("签字人", input("signer", sheet.visit.attendee)), field("签字人身份", input("signer_role", sheet.visit.attendee_role)), strokes())),
    h("section", { class: "blk if-refused" }, h("div", { class: "bd" },
        h("div", { class: "if-reason seg seg-2" }, ...sheet.choices.refusals.map(([value, label]) => h("label", {}, h("input", { type: "radio", name: "refusal_reason", value }), label))),
        field("情况注明", area("refusal_note")), field("见证人", input("witness")))),
    h("section", { class: "blk" }, h("div", { class: "phone-act" }, h("button", { class: "btn btn-primary", type: "submit" }, "登记意见"))));

/** Nobody is asked to sign half a record. */
const lacking = (sheet, seen) => {
    const rows = sheet.records.flatMap((record) => gaps.of(record, seen[record.pk]).map((words) => h("li", {}, h("a", { href: `/records/${record.pk}/` }, words))));
    return rows.length ? block("记录还没有填完", h("ul", { class: "lines" }, ...rows)) : null;
};

const waits = (waiting, act, officer) => waiting.some((one) => one.act === act && (officer === undefined || one.values.officer === officer) && one.values.mark !== "ARRIVE");

const signature = (sheet, officer, waiting, seen) => {
    const mine = officer.pk === sheet.me;
    if (officer.signed || (mine && waits(waiting, "sign"))) return h("span", { class: "ok" }, icon("check-circle-fill"), officer.signed ? " 已签名" : " 已签名，待上传");
    if (!mine && (waits(waiting, "hand", officer.pk) || officer.by_hand.includes("SIGN"))) return h("span", { class: "ok" }, icon("check-circle"), " 已手写，待本人登录确认");
    const add = (act, given) => async () => { await acts.add(sheet.visit.pk, act, given, await seen()); queue.run(); };
    if (mine) return h("button", { class: "btn btn-primary", type: "button", onclick: add("sign", {}) }, "核对无误，签名");
    return h("details", {}, h("summary", {}, "没有网络：在本机手写"), paper(`${officer.name}手写签名`, "登记手写签名",
        (text) => add("hand", { officer: officer.pk, mark: "SIGN", strokes: text, written_at: new Date().toISOString() })()));
};

const bar = (sheet, waiting) => {
    const queued = waits(waiting, "submit");
    const submit = async () => { await acts.add(sheet.visit.pk, "submit"); queue.run(); };
    const ready = sheet.visit.said || waits(waiting, "confirm");
    return h("div", { class: "phone-bar" }, h("a", { class: "btn btn-line", href: `/visits/${sheet.visit.pk}/` }, "上一步"),
        h("button", { class: "btn btn-primary", type: "button", disabled: queued || !ready, onclick: submit }, queued ? "已排队，联网后自动提交" : "提交检查记录"));
};

export const mount = async (main, sheet) => {
    const place = h("div");
    main.append(place);
    const seen = () => values(sheet);
    let shown = null;
    const confirm = async (event) => {
        event.preventDefault();
        await acts.add(sheet.visit.pk, "confirm", Object.fromEntries(new FormData(event.target)), await seen());
        queue.run();
    };
    const show = async () => {
        const waiting = await acts.list(sheet.visit.pk);
        const key = JSON.stringify(waiting.map((act) => act.id));
        if (key === shown) return; // somebody may be writing
        shown = key;
        const said = sheet.visit.said || waits(waiting, "confirm");
        const officers = block("检查人员签名", h("div", { class: "team" }, ...sheet.officers.map((officer) => h("div", {}, h("b", {}, officer.name), signature(sheet, officer, waiting, seen)))));
        const now = await seen();
        const rest = lacking(sheet, now);
        if (rest && !said) return place.replaceChildren(summary(sheet, now), rest);
        return place.replaceChildren(summary(sheet, now), said ? h("p", { class: "note" }, icon("check-circle"), h("span", {}, "检查对象的意见已登记。")) : opinion(sheet, confirm), ...(said ? [officers] : []), bar(sheet, waiting));
    };
    queue.onChange(show);
    await show();
};
