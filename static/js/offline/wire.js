// One request to the server, and what came of it in one word.

const token = () => document.cookie.split("; ").map((pair) => pair.split("=")).find(([name]) => name === "csrf" || name === "__Host-csrf")?.[1] ?? "";

const KIND = { 200: "ok", 201: "ok", 409: "conflict" };

const verdict = async (response) => {
    // A redirect leads to the login page: the session has run out.
    if (response.type === "opaqueredirect" || response.status === 401) return { kind: "login", data: {} };
    if (response.status >= 500 || response.status === 429) return { kind: "offline", data: {} };
    const data = await response.json().catch(() => ({}));
    if (response.status === 422 && data.waiting) return { kind: "waiting", data };
    return { kind: KIND[response.status] ?? "refused", data };
};

const ask = async (url, options) => {
    try {
        return await verdict(await fetch(url, { redirect: "manual", credentials: "same-origin", ...options }));
    } catch {
        return { kind: "offline", data: {} };
    }
};

/** `{kind, data}`; kind is ok, conflict, refused, waiting, login or offline. */
export const post = (url, body) => ask(url, {
    method: "POST",
    headers: { "X-CSRFToken": token(), "Content-Type": "application/json" },
    body: JSON.stringify(body),
});

export const postForm = (url, fields) => {
    const body = new FormData();
    Object.entries(fields).forEach(([name, value]) => body.append(name, value));
    return ask(url, { method: "POST", headers: { "X-CSRFToken": token() }, body });
};

export const fetchJson = (url) => ask(url, { method: "GET" });
