// Acts that wait for the server, each under its own key, in the order in which they were done.
import * as store from "./store.js";
import { changed } from "./bus.js";

export const LABELS = {
    arrive: "到场亮证", hand: "同组人员手写登记", inform: "送达和告知", confirm: "检查对象意见", sign: "检查人员签名", submit: "提交检查记录",
};
/** These come before the record can be filled; the others after it and its pictures are with the server. */
const BEFORE = ["arrive", "inform"];
export const isEarly = (act) => BEFORE.includes(act.act) || (act.act === "hand" && act.values.mark === "ARRIVE");

export const list = async (visit) => {
    const rows = await store.all("act/");
    return rows.map((row) => ({ id: row.id, ...row.value })).filter((act) => visit === undefined || act.visit === visit);
};

/** One act of a kind waits at a time: done again before it was sent, it replaces the earlier one. */
export const add = async (visit, act, values = {}, seen = {}) => {
    const same = (await list(visit)).filter((one) => one.act === act && one.values.mark === values.mark && one.values.officer === values.officer);
    await store.remove(...same.map((one) => one.id));
    const id = `act/${String(Date.now()).padStart(15, "0")}-${crypto.randomUUID()}`;
    await store.put(id, { visit, act, values, seen, key: crypto.randomUUID(), state: "queued" });
    changed();
};

export const note = (act, state, message = "") => store.put(act.id, { ...act, id: undefined, state, message });
export const drop = (act) => store.remove(act.id);
