// The pictures under a check-point: taken here, each with the word for where it is.
import { h, icon } from "./dom.js";
import * as photos from "./photos.js";
import * as queue from "./queue.js";

const STATE = {
    kept: ["cloud-slash", "已存本机"], sending: ["cloud-upload", "上传中"], sent: ["check-lg", "已同步"], failed: ["exclamation-circle", "上传失败，点此重试"],
};
const urls = new Map();

const source = async (photo) => {
    if (photo.thumb) return photo.thumb;
    if (!urls.has(photo.key)) urls.set(photo.key, URL.createObjectURL(await photos.picture(photo)));
    return urls.get(photo.key);
};

const again = (photo) => async () => { await photos.retry(photo); queue.run(); };

const tile = async (photo) => {
    const [sign, text] = STATE[photo.state];
    const word = photo.state === "failed"
        ? h("button", { type: "button", class: "up up-red", title: photo.message, onclick: again(photo) }, icon(sign), text)
        : h("span", { class: photo.state === "sent" ? "up ok" : "up" }, icon(sign), ` ${text}`);
    return h("div", { "data-photo": photo.state }, h("img", { src: await source(photo), alt: `现场照片，${text}` }), word);
};

const taken = (visit, record, point) => async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    await photos.add(visit, record, point, file);
    queue.run();
};

/** Into `place`, for one check-point (its primary key; "" for the record as a whole). */
export const mount = (place, visit, record, point) => {
    const camera = h("label", { class: "add" }, icon("camera"), "拍照",
        h("input", { type: "file", accept: "image/*", capture: "environment", class: "sr-only", "aria-label": "拍照", onchange: taken(visit, record, point) }));
    const grid = h("div", { class: "pics" }, camera);
    place.replaceChildren(h("b", {}, "现场照片"), grid); // instead of the field for a page without a script
    const shown = new Set([...document.querySelectorAll("[data-key]")].map((one) => one.dataset.key)); // by the server
    const show = async () => {
        const mine = (await photos.list(record)).filter((photo) => String(photo.point) === String(point) && !shown.has(photo.key));
        grid.replaceChildren(...await Promise.all(mine.map(tile)), camera);
    };
    queue.onChange(show);
    return show();
};
