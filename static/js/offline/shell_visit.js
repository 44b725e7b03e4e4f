// The visit from this phone: both officers check in, the business is informed, then the records.
import * as acts from "./acts.js";
import { block, field, h, icon } from "./dom.js";
import * as queue from "./queue.js";
import { sheet as paper } from "./shell_strokes.js";

const clock = (text) => new Date(text).toTimeString().slice(0, 5);
const done = (words) => h("span", { class: "ok" }, icon("check-circle-fill"), ` ${words}`);

const arrived = (officer, waiting) => {
    const own = waiting.find((act) => act.act === "arrive" && officer.mine);
    const hand = waiting.find((act) => act.act === "hand" && act.values.officer === officer.pk && act.values.mark === "ARRIVE");
    if (officer.arrived) return `${officer.arrived} 到场亮证`;
    if (own) return `${clock(own.values.said_at)} 到场亮证，待上传`;
    if (hand) return `${clock(hand.values.written_at)} 手写到场，待本人登录确认`;
    return officer.by_hand.includes("ARRIVE") ? "手写到场，待本人登录确认" : "";
};

/** For the officer whose phone this is: a tap. For the colleague: a signature by hand, confirmed by login later. */
const checkIn = (visit, officer) => {
    if (officer.mine) {
        const tap = async () => { await acts.add(visit, "arrive", { said_at: new Date().toISOString() }); queue.run(); };
        return h("button", { class: "btn btn-primary", type: "button", onclick: tap }, "到场亮证");
    }
    return h("details", {}, h("summary", {}, "没有网络：在本机手写"),
        paper(`${officer.name}手写到场`, "登记手写到场", async (strokes) => {
            await acts.add(visit, "hand", { officer: officer.pk, mark: "ARRIVE", strokes, written_at: new Date().toISOString() });
            queue.run();
        }));
};

const team = (sheet, waiting) => sheet.officers.map((one) => {
    const officer = { ...one, mine: one.pk === sheet.me };
    const words = arrived(officer, waiting);
    return h("div", {}, h("b", {}, `${officer.name}　${officer.leads ? "主办" : "协办"}`), h("span", { class: "muted" }, `执法证 ${officer.certificate}`), h("br"),
        words ? done(words) : checkIn(sheet.visit.pk, officer));
});

const informing = (sheet, waiting) => {
    if (sheet.visit.informed || waiting.some((act) => act.act === "inform")) return h("p", { class: "bd" }, done("已登记通知书送达和权利告知。"));
    const send = async (event) => {
        event.preventDefault();
        await acts.add(sheet.visit.pk, "inform", Object.fromEntries(new FormData(event.target)));
        queue.run();
    };
    return h("form", { class: "bd", onsubmit: send }, h("p", { class: "muted" }, "出示通知书，告知：有权陈述申辩、申请回避、拒绝无证检查、投诉举报。"),
        field("在场负责人", h("input", { class: "form-control", name: "attendee", required: true, maxlength: 50 })),
        field("身份", h("input", { class: "form-control", name: "attendee_role", required: true, maxlength: 50 })),
        h("button", { class: "btn btn-line", type: "submit" }, "登记已送达并告知"));
};

export const mount = async (main, sheet) => {
    const place = h("div");
    main.append(place, block("检查记录", h("ul", { class: "lines" }, ...sheet.records.map((record) => h("li", {}, h("a", { href: `/records/${record.pk}/` }, record.title))))),
        h("div", { class: "phone-bar" }, h("a", { class: "btn btn-primary", href: `/visits/${sheet.visit.pk}/confirm/` }, "签字确认")));
    let shown = "";
    const show = async () => {
        const waiting = await acts.list(sheet.visit.pk);
        if (shown === JSON.stringify(waiting.map((act) => act.id))) return; // a colleague may be writing
        shown = JSON.stringify(waiting.map((act) => act.id));
        place.replaceChildren(block("检查组", h("div", { class: "team" }, ...team(sheet, waiting))), block("通知与告知", informing(sheet, waiting)));
    };
    queue.onChange(show);
    await show();
};
