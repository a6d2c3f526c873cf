// Runs before the first paint, so that a chosen theme never flashes in the other one first.
// A file of its own and not inline: the content security policy allows no inline script.
try {
    const theme = localStorage.getItem('matrixos.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
    // Storage is switched off: the system's wish holds.
}
