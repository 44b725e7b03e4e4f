// On a wide screen the groups of ticks stand open; browsers that cannot say so in a style sheet are told here.
"use strict";

const groups = document.getElementById("facets");
const wide = window.matchMedia("(min-width: 761px)");

function follow() {
    groups.open = wide.matches;
}

if (groups) {
    follow();
    wide.addEventListener("change", follow);
}
