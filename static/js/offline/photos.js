// Pictures taken on this phone: shrunk here, encrypted here, sent when there is a network, each with its own state.
import * as store from "./store.js";
import { postForm } from "./wire.js";
import { changed } from "./bus.js";

const LONGEST = 1600;
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A JPEG of at most 1600 pixels. Drawing it anew drops place and device that the camera wrote into the file. */
const shrink = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.82); });
};

export const list = async (record) => {
    const rows = await store.all("photo/");
    return rows.map((row) => ({ id: row.id, ...row.value })).filter((photo) => record === undefined || photo.record === record);
};

/** Keep a picture for a check-point (its primary key, or "" for the whole record). */
export const add = async (visit, record, point, file) => {
    const bytes = await (await shrink(file)).arrayBuffer();
    const key = crypto.randomUUID();
    const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
    await store.putBytes(`bytes/${key}`, bytes);
    await store.put(`photo/${key}`, { visit, record, point, key, sha256, taken_at: new Date().toISOString(), state: "kept" });
    changed();
};

export const picture = async (photo) => new Blob([await store.getBytes(`bytes/${photo.key}`)], { type: "image/jpeg" });

const note = (photo, more) => store.put(photo.id, { ...photo, ...more, id: undefined });

/** Tell the server the hash first, then send the picture; "ok", or the kind of what went wrong. */
export const send = async (photo) => {
    const { key, sha256, point, taken_at: takenAt, record } = photo;
    const facts = { key, sha256, point, taken_at: takenAt, sent_at: new Date().toISOString() };
    await note(photo, { state: "sending" });
    changed();
    const announced = await postForm(`/records/${record}/evidence/announce/`, facts);
    const outcome = announced.kind === "ok" ? await postForm(`/records/${record}/evidence/`, { ...facts, file: await picture(photo) }) : announced;
    if (outcome.kind === "ok") {
        await note(photo, { state: "sent", thumb: outcome.data.thumb });
        await store.remove(`bytes/${key}`);
    } else if (outcome.kind === "login" || outcome.kind === "offline") await note(photo, { state: "kept" });
    else await note(photo, { state: "failed", message: outcome.data.message });
    changed();
    return outcome.kind;
};

export const retry = (photo) => note(photo, { state: "kept", message: "" });

export const drop = (photo) => store.remove(photo.id, `bytes/${photo.key}`);
