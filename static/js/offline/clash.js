// Two officers changed the same field: both values side by side, and a choice for each.
import { h } from "./dom.js";
import * as drafts from "./drafts.js";
import * as queue from "./queue.js";

const choice = (clash, side, who, text) => h("label", { class: "rad" },
    h("input", { type: "radio", name: `clash-${clash.field}`, value: side, required: true }),
    h("span", {}, text, h("small", {}, who)));

const row = (clash) => h("fieldset", { class: "point" },
    h("legend", { class: "q" }, h("span", { class: "x" }, clash.label)),
    choice(clash, "mine", "本机填写的", clash.mine_words),
    choice(clash, "theirs", `${clash.by} ${clash.at} 填写的`, clash.theirs_words));

const keep = async (record, clashes, form) => {
    const given = new FormData(form);
    await drafts.resolve(record, Object.fromEntries(clashes.map((clash) => [clash.field, given.get(`clash-${clash.field}`)])));
    await queue.run();
};

/** Shows itself above the form while there is something to choose; `after` redraws the form. */
export const mount = (record, place, after) => {
    const panel = h("section", { class: "blk clash", hidden: true, "aria-labelledby": "clash", tabindex: "-1" });
    place.before(panel);
    let shown = "";
    const show = async () => {
        const clashes = (await drafts.load(record))?.conflicts ?? [];
        if (JSON.stringify(clashes) === shown) return;
        shown = JSON.stringify(clashes);
        panel.hidden = !clashes.length;
        if (!clashes.length) return after();
        const first = clashes[0];
        const form = h("form", { onsubmit: (event) => { event.preventDefault(); keep(record, clashes, event.target); } },
            ...clashes.map(row), h("div", { class: "bd" }, h("button", { class: "btn btn-primary", type: "submit" }, "保留所选内容")));
        panel.replaceChildren(h("div", { class: "hd" }, h("h2", { id: "clash" }, "有两处不同，选择保留哪一处")),
            h("p", { class: "bd" }, `${first.by} ${first.at} 修改过此记录。请看两处不同，选择保留哪一处。`), form);
        panel.scrollIntoView({ block: "start" });
        return panel.focus();
    };
    queue.onChange(show);
    return show();
};
