// The record from this phone: the same fields as the server's page, made from the sheet.
import { block, field, h, icon } from "./dom.js";
import * as editor from "./editor.js";
import * as pics from "./pics.js";
import * as sheets from "./sheets.js";
import * as suggest from "./suggest.js";

const MARK = { YES: "check-lg", NO: "x-lg", NA: "dash-lg" };

const radio = (point) => ([value, label]) => h("label", { class: value.toLowerCase() },
    h("input", { type: "radio", name: `answer_${point.pk}`, value }), icon(MARK[value]), label);

const help = (point) => h("details", {}, h("summary", {}, "依据、方法与要领"),
    point.basis ? h("p", {}, `依据：${point.basis}`) : null,
    point.guidance ? h("p", {}, `方法与要领：${point.guidance}`) : null,
    point.documents ? h("p", {}, `需查看：${point.documents}`) : null);

const question = (choices, visit, record) => (point) => {
    const place = h("div", { class: "fld if-no" });
    pics.mount(place, visit, record.pk, point.pk);
    return h("fieldset", { class: "point", id: `point-${point.order}`, "data-point": true },
        h("legend", { class: "q" }, h("span", { class: "no" }, point.order), h("span", { class: "x" }, point.prompt)), help(point),
        h("div", { class: "seg" }, ...choices.answers.map(radio(point))),
        h("div", { class: "fld if-no" }, h("label", { for: `finding_${point.pk}` }, "发现的问题"),
            h("textarea", { class: "form-control", name: `finding_${point.pk}`, id: `finding_${point.pk}`, rows: 2, maxlength: 500 })), place);
};

const text = (name, rows, most) => h("textarea", { class: "form-control", name, rows, maxlength: most });

const results = (choices) => h("select", { class: "form-select", name: "result" },
    h("option", { value: "" }, "请选择检查结果"), ...choices.results.map(([value, label]) => h("option", { value }, label)));

const handlings = (record) => h("fieldset", { class: "mb-3" }, h("legend", { class: "form-label" }, "采取的处理"),
    ...record.handlings.map((name) => h("label", { class: "tick" }, h("input", { type: "checkbox", name: "handlings", value: name }), name)));

const outcome = (choices, record) => h("div", { class: "bd result-fields" },
    field("检查结果", results(choices)),
    h("div", { class: "if-against", hidden: true }, field("与建议不同的理由", text("result_reason", 2, 300))),
    h("div", { class: "if-ordered" }, field("改正期限", h("input", { class: "form-control", type: "date", name: "rectify_by" }))),
    field("情况说明", text("note", 3, 1000)), record.handlings.length ? handlings(record) : null, field("处理措施", text("handling", 2, 500)));

export const mount = async (main, sheet, pk) => {
    const record = sheets.record(sheet, pk);
    const form = h("form", { id: "record", novalidate: true, onsubmit: (event) => event.preventDefault() },
        block(record.title, ...record.points.map(question(sheet.choices, sheet.visit.pk, record))),
        block("结果处理", outcome(sheet.choices, record)));
    const left = h("span");
    const to = (path) => async (event) => { event.preventDefault(); await bound.kept(); location.assign(path); };
    const link = (style, path, ...words) => h("a", { class: `btn ${style}`, href: path, onclick: to(path) }, ...words);
    const hub = `/visits/${sheet.visit.pk}/`;
    main.append(form, h("div", { class: "phone-bar" }, link("btn-line", hub, "上一步"), link("btn-primary", `${hub}confirm/`, "下一步", left)));
    const count = () => {
        const open = record.points.filter((point) => !form.elements[`answer_${point.pk}`].value).length;
        left.textContent = open ? `　还有 ${open} 项未查` : "";
    };
    const proposal = suggest.mount(form);
    const bound = await editor.mount(form, record, () => { count(); proposal(); });
};
