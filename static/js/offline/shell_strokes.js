// A sheet to sign on, made by script, with its button.
import { mount as mountSignature } from "../signature.js";
import { h, icon } from "./dom.js";

let number = 0;

/** `save(strokes)` gets the JSON text of the strokes once something is written. */
export const field = (name = "strokes") => {
    number += 1;
    const kept = h("input", { type: "hidden", name, id: `strokes-${number}` });
    const box = h("div", { class: "sig", "data-field": kept.id }, h("canvas", { role: "img", "aria-label": "签名" }), h("span", { class: "tip" }, "在虚线上方签名，转动手机不会清除"));
    const clear = h("button", { class: "btn btn-text", type: "button", "data-signature-clear": true }, icon("arrow-counterclockwise"), "重签");
    const whole = h("div", { class: "fld" }, h("b", {}, "签名"), box, h("div", { class: "row-line" }, clear), kept);
    queueMicrotask(() => requestAnimationFrame(() => mountSignature(box)));
    return whole;
};

export const sheet = (title, label, save) => {
    const paper = field();
    const kept = paper.querySelector("input");
    const press = () => { if (kept.value) save(kept.value); };
    return h("div", { role: "group", "aria-label": title }, paper, h("button", { class: "btn btn-line", type: "button", onclick: press }, label));
};
