// For a browser without Worker: the tickets in slices, between which the page stays alive, then SSJ.verify.
(function (SSJ) {
    "use strict";

    const SLICE = 500;
    const pause = () => new Promise((resolve) => { setTimeout(resolve, 0); });

    // The rows SSJ.order would make; null where SSJ.verify will refuse the bundle before it asks for them.
    async function prepared(bundle, progress) {
        let pool, seed;
        try {
            pool = SSJ.parse(bundle.frozen);
            seed = SSJ.seed(pool, SSJ.digest(bundle.frozen, pool.hash), bundle.nonce, bundle.public);
        } catch {
            return null;
        }
        const drum = SSJ.ticketDrum(pool, seed);
        const rows = [];
        for (let at = 0; at < pool.entities.length; at += SLICE) {
            for (const entity of pool.entities.slice(at, at + SLICE)) rows.push(SSJ.smallestTicket(drum, entity));
            progress("tickets", rows.length, pool.entities.length);
            await pause();
        }
        return { seed, rows: rows.sort(SSJ.byTicket) };
    }

    // As SSJ.verify, as a promise.
    SSJ.verifyInSlices = async function (bundle, progress = () => {}) {
        const made = await prepared(bundle, progress);
        const whole = SSJ.order;
        SSJ.order = (pool, seed, told) => (made && made.seed === seed ? made.rows : whole(pool, seed, told));
        try {
            return SSJ.verify(bundle, (phase, done, total) => { if (phase !== "tickets") progress(phase, done, total); });
        } finally {
            SSJ.order = whole;
        }
    };
})(globalThis.SSJ = globalThis.SSJ || {});
