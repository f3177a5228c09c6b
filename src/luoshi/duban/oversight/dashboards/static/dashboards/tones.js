// The colour and the pattern of everything that charts tell apart: no two differ by colour alone.
const stripes = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4, color: "rgba(255,255,255,.55)" };
const dots = { symbol: "circle", symbolSize: 0.7, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [5, 0], color: "rgba(255,255,255,.7)" };
const bars = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: 0, color: "rgba(255,255,255,.6)" };
const cross = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4, color: "rgba(255,255,255,.5)" };

export const tones = {
  done: { color: "#2f7d4f", ink: "#fff" },
  "done-late": { color: "#86ad93", decal: dots, ink: "#1d2630" },
  open: { color: "#6f97ac", ink: "#fff" },
  overdue: { color: "#b3262e", decal: stripes, ink: "#fff" },
  soon: { color: "#c98a1b", decal: dots, ink: "#1d2630" },
  owed: { color: "#7d6aa8", decal: bars, ink: "#fff" },
  reports: { color: "#175a73", decal: cross, ink: "#fff" },
  "light-green": { color: "#2f7d4f", ink: "#fff" },
  "light-blue": { color: "#2f6fb0", decal: cross, ink: "#fff" },
  "light-yellow": { color: "#e3b128", decal: dots, ink: "#1d2630" },
  "light-orange": { color: "#d9681d", decal: bars, ink: "#fff" },
  "light-red": { color: "#b3262e", decal: stripes, ink: "#fff" },
  "light-grey": { color: "#9aa5af", ink: "#1d2630" },
  "light-closed": { color: "#c3ced6", ink: "#1d2630" },
  rest: { color: "#c7d6de", ink: "#1d2630" },
};

export const styleOf = (tone) => ({ color: tones[tone].color, decal: tones[tone].decal ?? { symbol: "none" } });
