// Follows a wake and opens the computer when it is ready. Without a connection it keeps asking, ever more slowly.
const step = document.querySelector("p.quiet");
step.setAttribute("role", "status");
let wait = 300;

async function follow() {
  try {
    const answer = await fetch("/.matrix/wake", { headers: { accept: "application/json" }, cache: "no-store" });
    const state = await answer.json();
    if (state.state !== "waking") {
      location.reload();
      return;
    }
    if (step.textContent !== state.step) step.textContent = state.step;
    wait = 300;
  } catch {
    step.textContent = "No connection right now. Trying again …";
    wait = Math.min(wait * 2, 5000);
  }
  setTimeout(follow, wait);
}

follow();
