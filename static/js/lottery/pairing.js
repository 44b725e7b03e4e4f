// Teams (protocol 2.6): the least busy, then the smallest ticket, unless somebody would be left without a team.
(function (SSJ) {
    "use strict";

    // Places are numbered entity * team + p; p = 0 leads. A complete assignment is kept and repaired by chains.
    class Seats {
        constructor(pool, entities) {
            this.team = pool.team;
            this.people = pool.inspectors;
            const banned = new Set(pool.avoid.map(([who, entity]) => `${who} ${entity}`));
            this.may = entities.map((entity) => this.people.map((row) => !banned.has(`${row.id} ${entity}`)));
            this.size = entities.length * this.team;
            this.rooms = this.people.map((row) => Math.min(row.max || entities.length, entities.length));
            this.clear();
        }

        clear() {
            this.holder = new Int32Array(this.size).fill(-1);
            this.fixed = new Uint8Array(this.size);
            this.load = new Int32Array(this.people.length);
            this.held = this.people.map(() => new Set());
        }

        limit(cap) {
            this.limits = this.people.map((row, i) => Math.max(0, Math.min(this.rooms[i], cap - row.prior)));
        }

        fits(i, place) {
            const entity = Math.floor(place / this.team);
            return this.may[entity][i] && (place % this.team > 0 || this.people[i].leader);
        }

        beside(i, place) {
            const from = place - (place % this.team);
            for (let at = from; at < from + this.team; at += 1) if (this.holder[at] === i) return at;
            return -1;
        }

        sit(i, place) {
            this.holder[place] = i;
            this.held[i].add(place);
            this.load[i] += 1;
        }

        leave(place) {
            const i = this.holder[place];
            this.holder[place] = -1;
            this.held[i].delete(place);
            this.load[i] -= 1;
            return i;
        }

        // Breadth first from an empty place: who could sit here, and which place would that empty?
        fill(empty) {
            const reached = new Map([[empty, null]]); // place -> [who moves out of it, where to]
            const asked = new Set();
            const queue = [empty];
            for (const place of queue) {
                for (let i = 0; i < this.people.length; i += 1) {
                    if (!this.fits(i, place)) continue;
                    const near = this.beside(i, place);
                    if (near < 0 && this.load[i] < this.limits[i]) {
                        this.shift(reached, i, place);
                        return true;
                    }
                    for (const from of near >= 0 ? [near] : asked.has(i) ? [] : this.held[i]) {
                        if (!this.fixed[from] && !reached.has(from)) {
                            reached.set(from, [i, place]);
                            queue.push(from);
                        }
                    }
                    if (near < 0) asked.add(i);
                }
            }
            return false;
        }

        shift(reached, who, place) {
            for (let step = reached.get(place); step; step = reached.get(place)) {
                this.leave(place); // step[0] stands up from here, and `who` takes the seat
                this.sit(who, place);
                [who, place] = step;
            }
            this.sit(who, place);
        }

        complete(cap) {
            this.clear();
            this.limit(cap);
            for (let place = 0; place < this.size; place += 1) {
                if (this.holder[place] < 0 && !this.fill(place)) return false;
            }
            return true;
        }

        // Give `i` this place for good if all others can still be seated; otherwise change nothing.
        settle(i, place) {
            if (this.holder[place] !== i) {
                const before = [this.holder.slice(), this.load.slice(), this.held.map((set) => new Set(set))];
                this.leave(place);
                const given = this.giveUp(i, place);
                this.sit(i, place);
                this.fixed[place] = 1;
                if (given >= 0 && !this.fill(given)) {
                    [this.holder, this.load, this.held] = before;
                    this.fixed[place] = 0;
                    return false;
                }
            }
            this.fixed[place] = 1;
            return true;
        }

        giveUp(i, place) {
            const near = this.beside(i, place);
            const away = this.load[i] >= this.limits[i] ? [...this.held[i]].find((at) => !this.fixed[at]) : undefined;
            const given = near >= 0 ? near : away ?? -1;
            if (given >= 0) this.leave(given);
            return given;
        }
    }

    // The smallest C under which everybody gets a team, or null. More room never makes it harder: bisect.
    function balance(seats) {
        const steps = new Set([0]);
        seats.people.forEach((row, i) => {
            for (let more = 1; more <= seats.rooms[i]; more += 1) steps.add(row.prior + more);
        });
        const caps = [...steps].sort((a, b) => a - b);
        if (!seats.complete(caps[caps.length - 1])) return null;
        let low = 0;
        let high = caps.length - 1;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (seats.complete(caps[middle])) high = middle;
            else low = middle + 1;
        }
        seats.complete(caps[low]);
        return caps[low];
    }

    SSJ.pairTickets = function (pool, seed, entity) {
        const drum = SSJ.stem(`${seed}:P:${entity}:`, pool.hash);
        return pool.inspectors.map((row) => drum(row.id));
    };

    // { cap, teams: [[entity, leader, member …]] }; cap null when no complete assignment exists.
    SSJ.pair = function (pool, seed, entities, progress) {
        const seats = new Seats(pool, entities);
        const cap = balance(seats);
        if (cap === null) return { cap, teams: [] };
        const loads = pool.inspectors.map((row) => row.prior);
        const teams = entities.map((entity, at) => {
            const tickets = SSJ.pairTickets(pool, seed, entity);
            const members = [];
            for (let p = 0; p < pool.team; p += 1) {
                const chosen = choose(seats, at * pool.team + p, tickets, loads, members);
                members.push(chosen);
                loads[chosen] += 1;
            }
            if (progress) progress(at + 1, entities.length);
            return [entity, ...members.map((i) => pool.inspectors[i].id)];
        });
        return { cap, teams };
    };

    function choose(seats, place, tickets, loads, members) {
        const order = tickets.map((_, i) => i);
        order.sort((a, b) => loads[a] - loads[b] || SSJ.compare(tickets[a], tickets[b]));
        return order.find((i) => {
            const used = loads[i] - seats.people[i].prior;
            return seats.fits(i, place) && !members.includes(i) && used < seats.limits[i] && seats.settle(i, place);
        });
    }
})(globalThis.SSJ = globalThis.SSJ || {});
