// 疑似注销: a tick is kept on the server at once, so that no link on the page can lose it.
"use strict";
(() => {
    const form = document.getElementById("decision");
    const count = document.querySelector("[data-ticked]");
    if (!form) return;
    document.addEventListener("change", async (event) => {
        if (event.target.name !== "gone") return;
        if (count) count.textContent = Number(count.textContent) + (event.target.checked ? 1 : -1);
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
        if (!answer || answer.type !== "opaqueredirect") form.requestSubmit(document.querySelector("[form=decision][value=save]"));
    });
})();
