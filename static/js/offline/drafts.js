// The draft of one record: `base` as the server had it, `mine` as this phone has it, and what is on its way.
import * as store from "./store.js";

const id = (record) => `draft/${record}`;
/** One writer at a time: typing and an answer of the server meet in the same row. */
const alone = (record, act) => navigator.locks.request(`yangcheng-${id(record)}`, act);
export const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");

export const load = (record) => store.get(id(record));
export const save = (record, draft) => store.put(id(record), draft);

/** Names of the fields this phone changed. A handling outside the list waits for its reason. */
export const dirty = (draft) => Object.keys(draft.mine).filter((name) => !same(draft.mine[name], draft.base[name])
    && !(name === "other_handling" && draft.mine.other_handling && !draft.mine.handling_reason));

/** What the server has now lies under what this phone changed. */
export const rebase = (draft, values) => {
    const kept = new Set(dirty(draft));
    for (const name of Object.keys(values)) {
        if (kept.has(name)) continue;
        draft.base[name] = values[name];
        draft.mine[name] = values[name];
    }
    return draft;
};

/** The draft of a record on a sheet, made when there is none. */
export const open = (record) => alone(record.pk, async () => {
    const known = await load(record.pk);
    const draft = known ?? { visit: record.visit, base: { ...record.values }, mine: { ...record.values } };
    if (known && record.fresh && !known.sending) rebase(draft, record.values);
    await save(record.pk, draft);
    return draft;
});

const pick = (from, names) => Object.fromEntries(names.map((name) => [name, from[name]]));

/** The batch to send: the one already on its way under its own key, or a new one; null when nothing changed. */
export const batch = (record) => alone(record, async () => {
    const draft = await load(record);
    if (!draft || draft.conflicts || draft.refused) return null;
    if (!draft.sending) {
        const names = dirty(draft);
        if (!names.length) return null;
        draft.sending = { key: crypto.randomUUID(), values: pick(draft.mine, names), was: pick(draft.base, names) };
        await save(record, draft);
    }
    return draft.sending;
});

/** The server has it: what was typed meanwhile stays mine. */
export const settled = (record, values, savedAt) => alone(record, async () => {
    const draft = await load(record);
    const sent = draft.sending?.values ?? {};
    for (const name of Object.keys(values)) {
        const untouched = name in sent ? same(draft.mine[name], sent[name]) : same(draft.mine[name], draft.base[name]);
        if (untouched) draft.mine[name] = values[name];
        draft.base[name] = values[name];
    }
    delete draft.sending;
    return save(record, { ...draft, savedAt });
});

/** Not saved: two values for one field, or a sentence. */
export const stopped = (record, outcome) => alone(record, async () => {
    const draft = await load(record);
    delete draft.sending;
    if (outcome.kind === "conflict") draft.conflicts = outcome.data.conflicts;
    else draft.refused = outcome.data.message ?? "没有保存成功。请刷新页面后重试。";
    return save(record, draft);
});

/** The officer's choice per field: `choices[field]` is "mine" or "theirs". */
export const resolve = (record, choices) => alone(record, async () => {
    const draft = await load(record);
    for (const clash of draft.conflicts ?? []) {
        draft.base[clash.field] = clash.theirs;
        if (choices[clash.field] === "theirs") draft.mine[clash.field] = clash.theirs;
    }
    delete draft.conflicts;
    return save(record, draft);
});

/** A tap or a letter: kept at once; what was refused may be sent again. */
export const change = (record, mine) => alone(record, async () => {
    const draft = await load(record);
    delete draft.refused;
    return save(record, { ...draft, mine: { ...draft.mine, ...mine } });
});
