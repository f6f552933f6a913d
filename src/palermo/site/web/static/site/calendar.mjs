// Beside every field for a date, a button that opens the browser's own calendar and writes the day chosen into the
// field. Without script, and in browsers that open no calendar, the date is typed.

function addCalendar(field) {
  const day = document.createElement("input");
  day.type = "date";
  day.className = "calendar-day";
  day.tabIndex = -1;
  day.setAttribute("aria-hidden", "true");
  day.addEventListener("change", () => {
    if (!day.value) return;
    field.value = day.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain calendar-button";
  button.title = field.dataset.calendar;
  button.setAttribute("aria-label", `${field.dataset.calendar}: ${field.labels[0]?.textContent.trim() ?? ""}`);
  button.addEventListener("click", () => {
    // What is no whole day, such as a month, opens the calendar at the present one.
    day.value = field.value.trim();
    day.showPicker();
  });

  const place = document.createElement("span");
  place.className = "calendar";
  place.append(day, button);
  field.after(place);
}

if ("showPicker" in HTMLInputElement.prototype) {
  for (const field of document.querySelectorAll("[data-calendar]")) addCalendar(field);
}
