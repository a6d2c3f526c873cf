// A page that was opened by another one closes itself; a browser that does not let it leaves the text to say so.
window.close();
