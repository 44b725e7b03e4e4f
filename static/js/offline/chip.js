// 同步: where what the officer wrote is now, in the four words of the design, and what to do when it does not go on.
import { h, icon } from "./dom.js";
import * as acts from "./acts.js";
import * as drafts from "./drafts.js";
import * as photos from "./photos.js";
import * as queue from "./queue.js";

const DAY = 24 * 3600 * 1000;

const retryAll = async () => {
    await Promise.all((await photos.list()).filter((photo) => photo.state === "failed").map(photos.retry));
    await Promise.all((await acts.list()).filter((act) => act.state === "refused").map((act) => acts.note(act, "queued")));
    const { drafts: kept } = await queue.pending();
    await Promise.all(kept.filter((one) => one.draft.refused).map((one) => drafts.change(one.record, {})));
    queue.run();
};

const failed = (now) => now.photos.find((photo) => photo.state === "failed") || now.acts.find((act) => act.state === "refused") || now.drafts.map((one) => one.draft).find((draft) => draft.refused);

const words = (now) => {
    if (failed(now)) return ["cloud-slash", "上传失败，点此重试"];
    if (!now.drafts.length && !now.photos.length && !now.acts.length) return ["cloud-check", `已同步${now.savedAt ? ` ${now.savedAt}` : ""}`];
    if (queue.network !== "ok" || now.acts.some((act) => act.state === "waiting")) return ["cloud-slash", "已存本机"];
    if (now.photos.length) return ["cloud-upload", `上传中 ${now.pictures.length - now.photos.length}/${now.pictures.length}`];
    return ["cloud-slash", "已存本机"];
};

/** An act the server refuses is done anew in another way; the old one must not stand in the queue for ever. */
const giveUp = (act) => h("button", { type: "button", class: "btn btn-text", onclick: async () => { await acts.drop(act); queue.run(); } }, `放弃“${acts.LABELS[act.act]}”`);

const why = (now) => {
    const stuck = failed(now);
    if (stuck) return ["exclamation-triangle", stuck.message || stuck.refused || "没有上传成功。", stuck.act ? giveUp(stuck) : ""];
    const waiting = now.acts.find((act) => act.state === "waiting");
    if (waiting) return ["hourglass-split", `已排队：${waiting.message}登录确认后自动提交。`];
    if (queue.network === "login") return ["key", "登录已过期，内容已存本机。", h("a", { href: `/accounts/login/?next=${encodeURIComponent(location.pathname)}` }, "重新登录后自动上传")];
    if (queue.network !== "offline") return null;
    const left = now.photos.length ? `（照片 ${now.photos.length} 张待传）` : "";
    const submit = now.acts.some((act) => act.act === "submit") ? "提交已排队，联网后自动提交。" : "";
    const old = [...now.drafts].some((one) => Date.now() - one.at > DAY) ? "已超过 24 小时，请尽快联网；72 小时后本机内容自动清除。" : "";
    return ["wifi-off", `网络不稳定。内容已保存在本机，恢复后自动上传${left}。${submit}${old}`];
};

/** Keep the chip in the head and the note under it true. */
export const mount = () => {
    const chip = document.querySelector("[data-saved]");
    const note = h("p", { class: "note note-amber", role: "status", hidden: true, "data-network": true });
    document.querySelector("main").prepend(note);
    const show = async () => {
        const now = await queue.pending();
        const [sign, text] = words(now);
        const tapped = failed(now) ? h("button", { type: "button", class: "chip chip-red", onclick: retryAll }, icon(sign), text) : null;
        chip?.replaceChildren(...(tapped ? [tapped] : [icon(sign), text]));
        const told = why(now);
        note.hidden = !told;
        if (told) note.replaceChildren(icon(told[0]), h("span", {}, ...told.slice(1)));
    };
    queue.onChange(show);
    return show();
};

/** Plain http: no cipher, so nothing is kept, and the page says so. */
export const unable = () => {
    document.querySelector("[data-saved]")?.replaceChildren(icon("unlock"), "本机不能离线保存（需要 https）");
};
