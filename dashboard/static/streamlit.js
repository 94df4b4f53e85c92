// What our scripts know of Streamlit's page, and no other script does: where its parts are, when it has drawn, how it is made to draw again.
window.techHubsStreamlit ??= {
  app: () => document.querySelector(".stApp"),
  main: () => document.querySelector("[data-testid=stMain]"),
  sidebar: () => document.querySelector("[data-testid=stSidebar]"),
  inChoice: (element) => !!element?.closest(".stButtonGroup"),

  // It reads the address anew, and so runs the script of the page, when the browser's history says that it has moved.
  again: () => window.dispatchEvent(new PopStateEvent("popstate")),

  // `changed` at every change of the page; `ended` when a run of the script has ended. One may be over before its state is seen to change.
  watch: (changed, ended) =>
    new MutationObserver((changes) => {
      const over = ({ attributeName, oldValue, target }) => attributeName && oldValue !== "notRunning" && target.dataset.testScriptState === "notRunning";
      if (changes.some(over)) requestAnimationFrame(ended);
      changed();
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-script-state"], attributeOldValue: true }),

  // `reconnected` when a server answers again after a break.
  watchConnection: (reconnected) => {
    let connected;
    new MutationObserver(() => {
      const now = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState === "CONNECTED";
      if (!now && connected === undefined) return;
      if (now && connected === false) reconnected();
      connected = now;
    }).observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] });
  },
};
