// What a page leaves behind: all that outlives the tab, and all that it has said meanwhile.

/** From now on the page remembers its console, its addresses and what it asked for. */
export function listen(page) {
  page.told = [];
  page.on("console", (message) => page.told.push(`console: ${message.text()}`));
  page.on("framenavigated", (frame) => page.told.push(`address: ${frame.url()}`));
  page.on("request", (request) => {
    page.told.push(`request: ${request.url()} ${JSON.stringify(request.headers())}`);
  });
}

/** Everything in all stores of all databases, and all else that outlives the tab. */
export async function kept(page) {
  const inside = await page.evaluate(async () => {
    const done = (request) =>
      new Promise((good, bad) => {
        request.onsuccess = () => good(request.result);
        request.onerror = () => bad(request.error);
      });
    const databases = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const content = database.transaction(store).objectStore(store);
        databases[`${name}/${store}`] = [await done(content.getAllKeys()), await done(content.getAll())];
      }
      database.close();
    }
    const caching = [];
    for (const name of await caches.keys()) caching.push(name, await (await caches.open(name)).keys());
    return JSON.stringify({
      databases,
      caching,
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookie: document.cookie,
      address: location.href,
      state: history.state,
      title: document.title,
      name: window.name,
    });
  });
  const cookies = JSON.stringify(await page.context().cookies());
  return [inside, cookies, ...page.told].join("\n");
}
