// The sheet of a visit: everything the phone needs to go on without a network, fetched while there is one.
import * as store from "./store.js";
import { fetchJson } from "./wire.js";

const id = (visit) => `sheet/${visit}`;

/** The sheet as the server has it now, else the one kept here; null when neither is there. */
export const current = async (visit) => {
    const outcome = await fetchJson(`/visits/${visit}/sheet/`);
    if (outcome.kind === "ok") {
        await store.put(id(visit), outcome.data);
        return { ...outcome.data, fresh: true };
    }
    return kept(visit);
};

export const kept = (visit) => store.get(id(visit));
export const list = async () => (await store.all("sheet/")).map((row) => row.value);

/** The record of a sheet, with the visit it belongs to. */
export const record = (sheet, pk) => {
    const found = sheet?.records.find((one) => one.pk === pk);
    return found ? { ...found, visit: sheet.visit.pk, fresh: sheet.fresh } : null;
};

export const ofRecord = async (pk) => (await list()).find((sheet) => sheet.records.some((one) => one.pk === pk)) ?? null;
