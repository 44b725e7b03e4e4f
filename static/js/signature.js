// A signature as strokes: whole numbers on a sheet 1000 wide, so that turning the phone redraws instead of wiping.
"use strict";
(() => {
    const box = document.querySelector("[data-signature]");
    if (!box || typeof SignaturePad === "undefined") return;
    const canvas = box.querySelector("canvas");
    const field = document.getElementById(box.dataset.field);
    const clear = document.querySelector("[data-signature-clear]");
    const tip = box.querySelector(".tip");
    const WIDE = 1000;
    const pad = new SignaturePad(canvas, { penColor: "#1b2a44", minWidth: 1, maxWidth: 2.6, minDistance: 3 });

    const read = () => JSON.parse(field.value || "[]");
    const whole = (value) => Math.min(WIDE, Math.max(0, Math.round(value)));
    const scale = () => WIDE / canvas.clientWidth;

    const keep = () => {
        const strokes = pad.toData().map((group) => group.points.map((point) => [whole(point.x * scale()), whole(point.y * scale())]));
        field.value = strokes.length ? JSON.stringify(strokes) : "";
        tip.hidden = strokes.length > 0;
    };

    const draw = () => {
        const ratio = Math.max(window.devicePixelRatio || 1, 1);
        canvas.width = canvas.clientWidth * ratio;
        canvas.height = canvas.clientHeight * ratio;
        canvas.getContext("2d").scale(ratio, ratio);
        pad.clear();
        if (!canvas.clientWidth) return;
        const strokes = read();
        pad.fromData(strokes.map((stroke) => ({
            penColor: "#1b2a44", minWidth: 1, maxWidth: 2.6, dotSize: 1.5, velocityFilterWeight: 0.7, compositeOperation: "source-over",
            points: stroke.map(([x, y], at) => ({ x: x / scale(), y: y / scale(), pressure: 0.5, time: at * 16 })),
        })));
        tip.hidden = strokes.length > 0;
    };

    pad.addEventListener("endStroke", keep);
    clear.hidden = false;
    clear.addEventListener("click", () => {
        if (field.value && !window.confirm("清除签名，请检查对象重签？")) return;
        pad.clear();
        keep();
    });
    new ResizeObserver(draw).observe(box);
})();
