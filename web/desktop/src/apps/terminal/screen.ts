import { terminalTheme, type Mode } from '@matrixos/ui';
import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { WebLinksAddon } from '@xterm/addon-web-links';
import { WebglAddon } from '@xterm/addon-webgl';
import { type IDisposable, Terminal } from '@xterm/xterm';

const FONT = "'JetBrains Mono Variable', ui-monospace, monospace";
const FONT_SIZE = 13;

/** Lines kept above the screen. Each costs about 1 KB at 80 columns, in the browser only. */
const SCROLLBACK = 5_000;

/** The terminal's screen: xterm with our face, our theme and our clipboard keys. */
export class Screen {
  readonly terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #muted: IDisposable[] = [];

  constructor(mode: Mode) {
    this.terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: true,
      cursorStyle: 'bar',
      cursorWidth: 2,
      fontFamily: FONT,
      fontSize: FONT_SIZE,
      lineHeight: 1.25,
      scrollback: SCROLLBACK,
      theme: terminalTheme(mode),
      // Programs may ask for any colour; on our two grounds it must still be readable.
      minimumContrastRatio: 4.5,
      macOptionIsMeta: true,
    });
    this.terminal.loadAddon(this.#fit);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.loadAddon(
      new WebLinksAddon((_, uri) => void window.open(uri, '_blank', 'noopener,noreferrer')),
    );
    this.terminal.unicode.activeVersion = '11';
    this.terminal.attachCustomKeyEventHandler((event) => this.#key(event));
  }

  /** Puts the screen into the page. The face must be there first: xterm measures it once. */
  async open(parent: HTMLElement): Promise<void> {
    await document.fonts.load(`${FONT_SIZE}px 'JetBrains Mono Variable'`).catch(() => []);
    this.terminal.open(parent);
    // The screen is drawn, not DOM: this is how a test reads it.
    Object.assign(parent, { terminalText: () => this.text() });
    this.#accelerate();
    this.fit();
  }

  fit(): void {
    if (this.terminal.element?.offsetParent != null) this.#fit.fit();
  }

  theme(mode: Mode): void {
    this.terminal.options.theme = terminalTheme(mode);
  }

  /**
   * Lets questions in the output go unanswered. Old output that is shown again holds questions of programs that are long
   * gone ("where is the cursor?"), and answering them would type rubbish into the shell.
   */
  mute(): void {
    const swallow = (): boolean => true;
    const { parser } = this.terminal;
    this.#muted.push(
      parser.registerCsiHandler({ final: 'c' }, swallow),
      parser.registerCsiHandler({ prefix: '>', final: 'c' }, swallow),
      parser.registerCsiHandler({ final: 'n' }, swallow),
      parser.registerCsiHandler({ prefix: '?', final: 'n' }, swallow),
      parser.registerCsiHandler({ intermediates: '$', final: 'p' }, swallow),
      parser.registerCsiHandler({ prefix: '?', intermediates: '$', final: 'p' }, swallow),
      parser.registerCsiHandler({ prefix: '>', final: 'q' }, swallow),
      parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow),
      ...[4, 10, 11, 12].map((code) =>
        parser.registerOscHandler(code, (data) => data.includes('?')),
      ),
    );
  }

  unmute(): void {
    this.#muted.splice(0).forEach((it) => it.dispose());
  }

  /** What is on the screen and above it; wrapped lines are joined. */
  text(): string {
    const { active } = this.terminal.buffer;
    let text = '';
    for (let row = 0; row < active.length; row++) {
      const line = active.getLine(row);
      if (line === undefined) continue;
      text += (line.isWrapped || row === 0 ? '' : '\n') + line.translateToString(true);
    }
    return text.trimEnd();
  }

  copy(): void {
    const text = this.terminal.getSelection();
    if (text === '') return;
    if (isSecureContext) {
      void navigator.clipboard.writeText(text);
    } else {
      // Without https there is no clipboard object; xterm answers the old copy command with its selection.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way without https
      document.execCommand('copy');
    }
  }

  dispose(): void {
    this.terminal.dispose();
  }

  /** False keeps a key from the shell. Pasting is the browser's own event, which xterm hears. */
  #key(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown' || !event.ctrlKey || event.altKey || event.metaKey) return true;
    if (event.code === 'KeyV') return false;
    if (event.code === 'KeyC' && (event.shiftKey || this.terminal.hasSelection())) {
      this.copy();
      this.terminal.clearSelection();
      event.preventDefault();
      return false;
    }
    return true;
  }

  /** Draws with the graphics card where there is one; when the browser takes it back, xterm draws with the DOM. */
  #accelerate(): void {
    try {
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => webgl.dispose());
      this.terminal.loadAddon(webgl);
    } catch {
      // No WebGL: the DOM renderer is in place already.
    }
  }
}
