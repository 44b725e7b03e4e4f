// The record page: what was typed survives a login that ran out. Kept in this tab only, until a save has succeeded.
"use strict";
(() => {
    const PREFIX = "kept:";
    if (document.querySelector("[data-message=success]")) {
        Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
    }
    const form = document.querySelector("[data-record]");
    if (!form) return;
    const key = PREFIX + form.getAttribute("action");

    // Only what this page changed: the other officer's answers must not be put back to what they were.
    const changed = () => [...new FormData(form)].filter(
        ([name, value]) => form.elements[`initial-${name}`] && form.elements[`initial-${name}`].value !== value,
    );
    const restore = (values) => values.filter(([name, value]) => {
        const field = form.elements[name];
        if (!field || field.value === value) return false;
        field.value = value;
        return true;
    });

    const restored = restore(JSON.parse(sessionStorage.getItem(key) || "[]"));
    if (restored.length) {
        document.querySelector("[data-kept]").hidden = false;
        form.dispatchEvent(new Event("input"));
    }
    form.addEventListener("submit", () => sessionStorage.setItem(key, JSON.stringify(changed())));
})();
