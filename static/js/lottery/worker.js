// Off the main thread. The page hands over the addresses of the lottery's scripts: static files carry a hash in their name.
"use strict";

let explained = null;

const ACTS = {
    load({ scripts }) {
        importScripts(...scripts);
        return {};
    },
    verify({ id, text, published }) {
        explained = null;
        const progress = (...steps) => postMessage({ id, progress: steps });
        const { answer, explained: made } = SSJ.answer(SSJ.open(text, published), (bundle) => SSJ.verify(bundle, progress));
        explained = made;
        return answer;
    },
    find: ({ text }) => explained && explained.find(text),
};

onmessage = ({ data }) => {
    try {
        postMessage({ id: data.id, answer: ACTS[data.act](data) });
    } catch (error) {
        postMessage({ id: data.id, failed: String(error && error.message) });
    }
};
