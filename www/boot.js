// Runs before anything is drawn. The text in the page is that of the first page (tools/finish.mjs): whoever asks for
// another one sees its frame, and what the program draws in it.
if (!/^#?\/?(\?|$)/.test(location.hash)) document.documentElement.dataset.elsewhere = "";
