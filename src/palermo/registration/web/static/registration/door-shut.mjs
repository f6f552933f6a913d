// A device that was closed keeps no names: its list goes, and the page that it kept to go on without a network. What waits
// to be sent are numbers; it stays for whoever opens a device here again.

const KEPT = "check-in";
const { event } = document.getElementById("door-shut").dataset;

function forget(name) {
  const request = indexedDB.open(name);
  // Nothing was kept: nothing is to be there afterwards either.
  request.onupgradeneeded = () => request.transaction.abort();
  request.onsuccess = () => {
    const database = request.result;
    database.transaction("facts", "readwrite").objectStore("facts").delete("list");
    database.close();
  };
}

// Where another device was opened under its name, this one does not know its event.
const names = event ? [`${KEPT}-${event}`] : ((await indexedDB.databases?.()) ?? []).map((each) => each.name);
names.filter((name) => name.startsWith(`${KEPT}-`)).forEach(forget);
await caches.delete(KEPT);
