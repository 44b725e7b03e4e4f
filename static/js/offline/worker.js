// Service worker. Keeps files of the program and one page without data; what officers see is never kept here.
// SETUP {version, shell, files} stands before this text (`inspections/views/offline.py`).
"use strict";
const PHONE = /^\/($|visits\/|records\/\d+\/$)/;
const ACT = /^\/(visits|records)\/(\d+)\/(arrive|inform|confirm|sign|submit|fill)\/$/;
const PATIENCE = 8000;

self.addEventListener("install", (event) => {
    event.waitUntil((async () => {
        const cache = await caches.open(SETUP.version);
        await cache.addAll(SETUP.files);
        const shell = await fetch(SETUP.shell, { redirect: "error", credentials: "same-origin" });
        if (!shell.ok) throw new Error("the shell did not come");
        await cache.put(SETUP.shell, shell);
        await self.skipWaiting();
    })());
});

self.addEventListener("activate", (event) => {
    event.waitUntil((async () => {
        const old = (await caches.keys()).filter((name) => name !== SETUP.version);
        await Promise.all(old.map((name) => caches.delete(name)));
        await self.clients.claim();
    })());
});

const late = () => new Promise((resolve, reject) => { setTimeout(() => reject(new Error("late")), PATIENCE); });

const page = async (request) => {
    try {
        return await Promise.race([fetch(request), late()]);
    } catch {
        return await caches.match(SETUP.shell) ?? Response.error();
    }
};

/** A form sent into a dead zone: back to the page from this phone instead of the browser's own error. */
const act = async (request, [, kind, pk, name]) => {
    try {
        return await fetch(request);
    } catch {
        const signing = ["confirm", "sign", "submit"].includes(name) ? "confirm/" : "";
        return Response.redirect(`/${kind}/${pk}/${signing}`, 303);
    }
};

self.addEventListener("fetch", (event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (url.origin !== self.location.origin) return;
    const sent = request.mode === "navigate" && request.method === "POST" && ACT.exec(url.pathname);
    if (sent) event.respondWith(act(request, sent));
    if (request.method !== "GET") return;
    if (request.mode === "navigate" && PHONE.test(url.pathname)) event.respondWith(page(request));
    else if (url.pathname.startsWith(SETUP.static)) event.respondWith(caches.match(request, { ignoreSearch: true }).then((kept) => kept ?? fetch(request)));
});
