// Draws the charts of a page from the figures that stand in it, and hands each out as a picture.
import { addressOf, heightOf, optionOf } from "./options.js";

const font = getComputedStyle(document.body).fontFamily;

function draw(box) {
  const chart = JSON.parse(document.getElementById(`${box.dataset.chart}-data`).textContent);
  box.style.height = `${heightOf(chart, box.clientWidth)}px`;
  const drawing = echarts.init(box, null, { renderer: "svg" });
  let width = 0;
  const fit = () => {
    if (box.clientWidth === width || !box.clientWidth) return;
    width = box.clientWidth;
    box.style.height = `${heightOf(chart, width)}px`;
    drawing.resize();
    drawing.setOption(optionOf(chart, width, font), { notMerge: true });
    // Paper is narrower than the screen: with its own measure the drawing shrinks instead of being cut.
    box.querySelector("svg").setAttribute("viewBox", `0 0 ${width} ${box.clientHeight}`);
    box.dataset.drawn = "";
  };
  fit();
  new ResizeObserver(fit).observe(box);
  drawing.on("click", (event) => {
    const address = addressOf(chart, event);
    if (address) location.assign(address);
  });
  offerPicture(box, chart);
}

// A picture of the chart with its title and its sentence, twice as fine as the screen.
function offerPicture(box, chart) {
  const button = document.querySelector(`[data-png="${box.dataset.chart}"]`);
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const title = document.getElementById(`${box.dataset.chart}-title`).firstChild.textContent.trim();
    const words = document.getElementById(`${box.dataset.chart}-sentence`).textContent.trim().replaceAll(/\s+/g, " ");
    const width = Math.max(box.clientWidth, 900), above = 84;
    const frame = document.createElement("canvas");
    const inner = echarts.init(document.createElement("div"), null, { renderer: "canvas", width, height: heightOf(chart, width), devicePixelRatio: 2 });
    inner.setOption(optionOf(chart, width, font));
    const drawn = inner.getRenderedCanvas({ pixelRatio: 2, backgroundColor: "#fff" });
    frame.width = drawn.width;
    frame.height = drawn.height + above * 2;
    const pen = frame.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, frame.width, frame.height);
    pen.fillStyle = "#1d2630";
    pen.font = `600 36px ${font}`;
    pen.fillText(title, 32, 60, frame.width - 64);
    pen.font = `26px ${font}`;
    pen.fillText(words, 32, 112, frame.width - 64);
    pen.drawImage(drawn, 0, above * 2);
    inner.dispose();
    const link = document.createElement("a");
    link.href = frame.toDataURL("image/png");
    link.download = `${title}.png`;
    link.click();
  });
}

document.querySelectorAll("[data-chart]").forEach(draw);
document.querySelectorAll("[data-print-page]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
