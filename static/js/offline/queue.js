// Sends what waits, visit by visit: arrival, then the record, then its pictures, then signatures and submission.
import * as acts from "./acts.js";
import { changed, onChange } from "./bus.js";
import * as drafts from "./drafts.js";
import * as photos from "./photos.js";
import * as store from "./store.js";
import { post } from "./wire.js";

const STEPS = [2, 5, 15, 30, 60, 120].map((seconds) => seconds * 1000);
const STOP = ["offline", "login"];
let failures = 0;
let timer = 0;
/** How the last try ended: ok, offline or login. */
export let network = "ok";

const drafted = async () => {
    const rows = await store.all("draft/");
    return rows.map((row) => ({ record: Number(row.id.split("/")[1]), draft: row.value, at: row.at }));
};

/** Batch after batch: one may have been on its way, without an answer, while more was typed. */
const fill = async (record) => {
    const sending = await drafts.batch(record);
    if (!sending) return "ok";
    changed();
    const outcome = await post(`/records/${record}/sync/`, sending);
    if (outcome.kind === "ok") {
        await drafts.settled(record, outcome.data.values, outcome.data.saved_at);
        return fill(record);
    }
    if (!STOP.includes(outcome.kind)) await drafts.stopped(record, outcome);
    return outcome.kind;
};

const carryOut = async (act) => {
    const { key, values, seen } = act;
    await acts.note(act, "sending");
    const outcome = await post(`/visits/${act.visit}/act/`, { key, act: act.act, values, seen });
    if (outcome.kind === "ok") {
        await acts.drop(act);
        if (act.act === "submit") await forget(act.visit);
    } else if (STOP.includes(outcome.kind)) await acts.note(act, "queued");
    else await acts.note(act, outcome.kind === "waiting" ? "waiting" : "refused", outcome.data.message);
    return outcome.kind;
};

/** Handed in: nothing of this visit needs to stay on the phone. */
export const forget = async (visit) => {
    const mine = (await drafted()).filter((one) => one.draft.visit === visit);
    await Promise.all((await photos.list()).filter((photo) => photo.visit === visit).map(photos.drop));
    await store.remove(`sheet/${visit}`, ...mine.map((one) => `draft/${one.record}`));
};

/** Each step must be through before the next begins; what stops it is told. */
const inOrder = async (things, act) => {
    for (const thing of things) {
        const kind = await act(thing);
        if (kind !== "ok") return kind;
    }
    return "ok";
};

/** A draft with two values for a field, or one the server refused, holds back signatures and submission. */
const unsaved = async (records) => {
    const kept = await Promise.all(records.map(drafts.load));
    return kept.some((draft) => draft && (draft.conflicts || draft.refused));
};

const visit = async (pk) => {
    const own = await acts.list(pk);
    const through = (early) => {
        const mine = own.filter((act) => acts.isEarly(act) === early);
        return mine.some((act) => act.state === "refused") ? "refused" : inOrder(mine, carryOut);
    };
    const records = (await drafted()).filter((one) => one.draft.visit === pk).map((one) => one.record);
    const pictures = (await photos.list()).filter((photo) => photo.visit === pk && photo.state !== "sent");
    const parts = [
        () => through(true),
        () => inOrder(records, fill),
        () => inOrder(pictures.filter((photo) => photo.state !== "failed"), photos.send),
        async () => (pictures.some((photo) => photo.state === "failed") || await unsaved(records) ? "refused" : "ok"),
        () => through(false),
    ];
    return inOrder(parts, (part) => part());
};

const later = () => {
    clearTimeout(timer);
    timer = setTimeout(run, STEPS[Math.min(failures, STEPS.length - 1)]);
    failures += 1;
};

const once = async () => {
    await store.expire();
    const visits = new Set([...(await acts.list()), ...(await photos.list())].map((one) => one.visit));
    (await drafted()).forEach((one) => visits.add(one.draft.visit));
    const kinds = [];
    for (const pk of visits) {
        kinds.push(await visit(pk));
        if (STOP.includes(kinds.at(-1))) break;
    }
    network = kinds.find((kind) => STOP.includes(kind)) ?? "ok";
    if (network === "offline" || kinds.includes("waiting")) later();
    else failures = 0;
    changed();
};

let running = null;
/** Send everything that waits; one tab at a time. Called while it runs, it runs once more afterwards. */
export const run = () => {
    const before = running ?? Promise.resolve();
    running = before.then(() => navigator.locks.request("yangcheng-queue", once)).catch(() => { network = "offline"; later(); });
    return running;
};

/** What is on this phone and not yet with the server. */
export const pending = async () => {
    const records = (await drafted()).map((one) => ({ ...one, clean: !one.draft.sending && !one.draft.conflicts && !drafts.dirty(one.draft).length }));
    const pictures = await photos.list();
    return {
        drafts: records.filter((one) => !one.clean),
        pictures,
        photos: pictures.filter((photo) => photo.state !== "sent"),
        acts: await acts.list(),
        savedAt: records.map((one) => one.draft.savedAt ?? "").sort().at(-1),
    };
};

/** Try at once when there is hope: the network is back, the officer looks at the phone again. */
export const listen = () => {
    const now = () => { failures = 0; run(); };
    globalThis.addEventListener("online", now);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") now(); });
    return run();
};

export { onChange };
