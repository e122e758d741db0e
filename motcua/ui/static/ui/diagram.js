"use strict";
// Draws a process where the page asks for it; the table of steps beside it is the page, this is its picture.
for (const place of document.querySelectorAll("[data-diagram]")) {
  fetch(place.dataset.diagram, { credentials: "same-origin" })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status)))))
    .then(async (xml) => {
      place.hidden = false;
      const viewer = new window.BpmnJS({ container: place });
      await viewer.importXML(xml);
      const canvas = viewer.get("canvas");
      for (const step of place.dataset.open.split(" ").filter(Boolean)) canvas.addMarker(step, "is-open");
      canvas.zoom("fit-viewport");
      place.dataset.drawn = "yes";
    })
    .catch((problem) => {
      place.hidden = true;
      console.warn(`diagram: ${problem.message}`);
    });
}
