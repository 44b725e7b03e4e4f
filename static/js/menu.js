// The left menu on a narrow screen. Without this file the links `#menu` and `#main` open and close it by :target.
"use strict";
(() => {
    const menu = document.getElementById("menu");
    if (!menu) return;
    const opener = document.querySelector("[data-menu=open]");

    const set = (open) => {
        menu.classList.toggle("open", open);
        if (opener) opener.setAttribute("aria-expanded", String(open));
        const goal = open ? menu.querySelector("a") : opener;
        if (goal) goal.focus();
    };

    if (opener) opener.setAttribute("aria-expanded", "false");
    document.addEventListener("click", (event) => {
        const asked = event.target.closest("[data-menu]");
        if (asked) {
            event.preventDefault();
            set(asked.dataset.menu === "open");
        } else if (menu.classList.contains("open") && !menu.contains(event.target)) {
            set(false);
        }
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && menu.classList.contains("open")) set(false);
    });
})();
