// A device that was closed keeps no names: its list goes, and the page that it kept to go on without a network. What waits
// to be sent are numbers; it stays for whoever opens a device here again.

const { event } = document.getElementById("door-shut").dataset;
const request = indexedDB.open(`check-in-${event}`, 1);
request.onupgradeneeded = () => {
  request.result.createObjectStore("facts");
  request.result.createObjectStore("queue", { keyPath: "key" });
};
request.onsuccess = () => request.result.transaction("facts", "readwrite").objectStore("facts").delete("list");
caches.delete("check-in");
