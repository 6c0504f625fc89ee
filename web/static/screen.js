// The big screen's clock and countdown. The server says its time once, when the page is loaded;
// from then on a steady counter goes on from it, so that a device with a wrong clock is right too.

const link = document.querySelector("[data-live]");
const start = Number(link.dataset.now);
const loaded = performance.now();
const face = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  timeZone: link.dataset.zone,
});

function now() {
  return start + (performance.now() - loaded);
}

function left(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (number) => String(number).padStart(2, "0");
  const rest = `${hours ? two(minutes) : minutes}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tell() {
  document.querySelectorAll(".clock").forEach((one) => write(one, face.format(now())));
  document.querySelectorAll("[data-until]").forEach((one) => {
    const rest = Number(one.dataset.until) - now();
    write(one, left(rest));
    one.classList.toggle("over", rest <= 0);
  });
  const wire = document.querySelector(".test-wire");
  if (wire) write(wire, document.getElementById("wire").hidden ? `✓ ${wire.dataset.here}` : wire.dataset.gone);
}

// One tone for the people at the loudspeakers; a browser makes none before somebody has clicked.
function tone() {
  const sound = new AudioContext();
  const voice = sound.createOscillator();
  const level = sound.createGain();
  voice.frequency.value = 660;
  level.gain.setValueAtTime(0.4, sound.currentTime);
  level.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + 1.2);
  voice.connect(level).connect(sound.destination);
  voice.start();
  voice.stop(sound.currentTime + 1.2);
}

const button = document.querySelector("[data-tone]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", tone);
}
document.addEventListener("minyi:swapped", tell);
setInterval(tell, 250);
tell();
