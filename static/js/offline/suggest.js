// 建议: the result that the answers propose. Never filled in: the officer takes it, or chooses another with a reason.
import { h } from "./dom.js";
import { read } from "./fields.js";

const BY_HANDLING = [["移送", "REFERRED"], ["立案", "CASE"], ["当场改正", "FIXED"]];
const PROBLEM = ["FIXED", "ORDERED", "CASE", "REFERRED"];

/** "" while a check-point is open; as `inspections/suggest.py`. */
export const proposed = (values) => {
    const answers = Object.entries(values).filter(([name]) => name.startsWith("answer_")).map(([, value]) => value);
    if (!answers.length || answers.includes("")) return "";
    if (!answers.includes("NO")) return "NONE";
    const done = [...(values.handlings ?? []), values.other_handling, values.handling].join(" ");
    return BY_HANDLING.find(([word]) => done.includes(word))?.[1] ?? "ORDERED";
};

export const mount = (form) => {
    const select = form.elements.result;
    const reason = form.querySelector(".if-against");
    const words = h("span");
    const take = h("button", { type: "button", class: "btn btn-line btn-sm" }, "采用");
    const line = h("p", { class: "note suggestion", role: "status", hidden: true }, words, take);
    select.closest(".mb-3, div").before(line);
    take.addEventListener("click", () => {
        select.value = take.value;
        select.dispatchEvent(new Event("input", { bubbles: true }));
    });
    const show = () => {
        const wanted = proposed(read(form));
        take.value = wanted;
        line.hidden = !wanted || select.value === wanted;
        words.textContent = wanted ? `建议：${[...select.options].find((option) => option.value === wanted)?.text}` : "";
        if (reason) reason.hidden = select.value === wanted || !PROBLEM.includes(wanted) || !PROBLEM.includes(select.value);
    };
    form.addEventListener("input", show);
    show();
    return show;
};
