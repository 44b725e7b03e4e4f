// The record page: counts what is not yet answered; without a store on the phone it warns before answers are lost.
"use strict";
(() => {
    const form = document.querySelector("[data-record]");
    if (!form) return;
    const points = [...form.querySelectorAll("[data-point]")];
    const answered = document.querySelector("[data-answered]");
    const bar = document.querySelector("[data-bar]");
    const left = document.querySelector("[data-left]");
    const chip = document.querySelector("[data-saved]");
    const kept = () => Boolean(form.dataset.kept); // the phone keeps every tap (js/offline)
    let dirty = false;

    const count = () => {
        const done = points.filter((point) => point.querySelector("input[type=radio]:checked")).length;
        answered.textContent = String(done);
        bar.value = done;
        left.hidden = done === points.length;
        left.querySelector("b").textContent = String(points.length - done);
    };

    form.addEventListener("input", () => {
        dirty = true;
        if (!kept()) chip.textContent = "未保存";
        count();
    });
    form.addEventListener("shown", count);
    form.addEventListener("submit", () => { dirty = false; });
    window.addEventListener("beforeunload", (event) => { if (dirty && !kept()) event.preventDefault(); });
    document.addEventListener("keydown", (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
        event.preventDefault();
        form.requestSubmit(document.querySelector("button[name=save]"));
    });
    count();
})();
