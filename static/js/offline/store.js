// What this phone keeps: every row encrypted with a key that cannot leave this browser, for 72 hours.
// Ids say nothing but a number (`sheet/12`); owner and content are inside the ciphertext.

const NAME = "yangcheng-phone";
const KEPT = 72 * 3600 * 1000;
const ALGORITHM = { name: "AES-GCM", length: 256 };
let opened = null;
let owner = "";

/** Whether this browser can keep drafts at all: only over https (or on localhost) is there a cipher. */
export const able = () => Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle && globalThis.indexedDB);

const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});

const open = () => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
        request.result.createObjectStore("keys");
        request.result.createObjectStore("rows", { keyPath: "id" });
    };
    return done(request);
};

const keyOf = async (db) => {
    const fresh = await crypto.subtle.generateKey(ALGORITHM, false, ["encrypt", "decrypt"]);
    const keys = db.transaction("keys", "readwrite").objectStore("keys");
    const known = await done(keys.get("key")); // two tabs at once: whoever wrote first decides
    if (known) return known;
    await done(keys.put(fresh, "key"));
    return fresh;
};

const ready = () => {
    opened ??= (async () => {
        const db = await open();
        db.onversionchange = () => { db.close(); opened = null; };
        return { db, key: await keyOf(db) };
    })();
    return opened;
};

const rows = async (mode) => (await ready()).db.transaction("rows", mode).objectStore("rows");

const seal = async (id, bytes) => {
    const { key } = await ready();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) }, key, bytes);
    return { id, at: Date.now(), iv, data };
};

const unseal = async (row) => {
    const { key } = await ready();
    const additionalData = new TextEncoder().encode(row.id);
    return crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv, additionalData }, key, row.data);
};

const fresh = (row) => row && Date.now() - row.at < KEPT;
const read = async (row) => JSON.parse(new TextDecoder().decode(await unseal(row)));

/** Rows of another officer on the same phone stay closed to this one. */
export const setOwner = async (name) => {
    if (!name) owner = (await get("owner", true)) || "";
    else {
        owner = name;
        await put("owner", name);
    }
    return owner;
};

export const put = async (id, value) => {
    const row = await seal(id, new TextEncoder().encode(JSON.stringify({ owner, value })));
    await done((await rows("readwrite")).put(row));
    return value;
};

export const get = async (id, anybody = false) => {
    const row = await done((await rows("readonly")).get(id));
    if (!fresh(row)) return null;
    const found = await read(row);
    return anybody || found.owner === owner ? found.value : null;
};

/** `[{id, at, value}]` of all rows whose id begins with `prefix`, by id. */
export const all = async (prefix) => {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const found = await done((await rows("readonly")).getAll(range));
    const opened = await Promise.all(found.filter(fresh).map(async (row) => ({ id: row.id, at: row.at, ...await read(row) })));
    return opened.filter((row) => row.owner === owner);
};

export const putBytes = async (id, bytes) => done((await rows("readwrite")).put(await seal(id, bytes)));

export const getBytes = async (id) => {
    const row = await done((await rows("readonly")).get(id));
    return fresh(row) ? unseal(row) : null;
};

export const remove = async (...ids) => {
    const store = await rows("readwrite");
    await Promise.all(ids.map((id) => done(store.delete(id))));
};

/** Drop what is older than 72 hours. */
export const expire = async () => {
    const found = await done((await rows("readonly")).getAll());
    await remove(...found.filter((row) => !fresh(row)).map((row) => row.id));
};

/** At logout: rows and key are gone, and with the key whatever a copy of the disk may hold. */
export const wipe = async () => {
    (await ready()).db.close();
    opened = null;
    await done(indexedDB.deleteDatabase(NAME));
};
