// The page that this phone shows in a dead zone: what it has of the visits, to go on with. The address stays.
import { h, icon } from "./dom.js";
import * as drafts from "./drafts.js";
import * as sheets from "./sheets.js";
import * as signPage from "./shell_sign.js";
import * as start from "./start.js";
import * as recordPage from "./shell_record.js";
import * as hubPage from "./shell_visit.js";

const main = document.getElementById("main");
const head = (title, sub, back) => {
    document.querySelector(".phone-head h1").textContent = title;
    document.querySelector(".phone-sub").textContent = sub;
    document.querySelector(".phone-nav a").href = back;
};

const card = async (sheet) => {
    const kept = await Promise.all(sheet.records.map(async (record) => [record, await drafts.load(record.pk)]));
    const left = kept.filter(([, draft]) => draft && drafts.dirty(draft).length);
    return h("li", {}, h("a", { href: `/visits/${sheet.visit.pk}/` }, sheet.visit.name),
        h("p", { class: "muted small" }, `${sheet.visit.number}　${left.length ? "有未上传的内容" : sheet.visit.words}`));
};

const list = async () => {
    head("本机的检查", "没有网络。以下内容保存在本机，可以继续填写。", "/visits/");
    const known = (await sheets.list()).filter((sheet) => sheet.visit.open);
    const rows = await Promise.all(known.map(card));
    main.append(rows.length ? h("section", { class: "blk" }, h("ul", { class: "lines" }, ...rows))
        : h("p", { class: "note" }, icon("info-circle"), h("span", {}, "本机没有保存检查。联网打开一次检查，离线时就能继续填写。")));
};

const unknown = async () => {
    main.append(h("p", { class: "note note-amber" }, icon("wifi-off"), h("span", {}, "本机没有这一页的内容。联网后打开一次，离线时就能继续填写。")));
    await list();
};

/** Which page the address asks for, with the sheet it needs. */
const route = async () => {
    const [, kind, pk, step] = location.pathname.split("/");
    if (kind === "records") return [recordPage, await sheets.ofRecord(Number(pk)), Number(pk)];
    if (kind !== "visits" || !/^\d+$/.test(pk)) return [null];
    return [["confirm", "submit"].includes(step) ? signPage : hubPage, await sheets.kept(Number(pk))];
};

const show = async () => {
    const [page, sheet, pk] = await route();
    if (!page) return list();
    if (!sheet) return unknown();
    const back = page === hubPage ? "/visits/" : `/visits/${sheet.visit.pk}/`;
    head(sheet.visit.name, `${sheet.visit.address}　${sheet.visit.number}`, back);
    return page.mount(main, sheet, pk);
};

if (await start.begin()) {
    await show();
    await start.goOn();
}
globalThis.addEventListener("online", () => { document.querySelector("[data-reload]").hidden = false; });
