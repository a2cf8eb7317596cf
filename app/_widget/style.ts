/** Black or white, whichever can be read on the colour. */
function textOn(accent: string): string {
  const channel = (at: number): number => {
    const value = Number.parseInt(accent.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.179 ? "#000" : "#fff";
}

const DARK =
  "--bg:var(--fl-bg,#18181b);--fg:#f4f4f5;--mute:#b4b4bd;--line:#5f5f6b;--soft:#2a2a30;color-scheme:dark";
const LIGHT =
  "--bg:var(--fl-bg,#fff);--fg:#18181b;--mute:#5b5b66;--line:#8b8b96;--soft:#f1f1f4;color-scheme:light";

/** `!important` of a shadow tree wins over that of the page, whatever the page says of all its elements. */
export function styleOf(accent: string): string {
  return `
:host{all:initial!important;display:block!important;box-sizing:border-box!important;font:14px/1.45 var(--fl-font,system-ui,sans-serif)!important}
:host([data-at]){position:fixed!important;z-index:2147483647!important;inset:auto 0 0!important;margin:0!important;padding:16px!important;width:100%!important;max-width:572px!important;height:auto!important;max-height:100%!important;overflow:auto!important;background:none!important;border:0!important;pointer-events:none!important}
:host([data-at=bottom-end]){inset-inline:auto 0!important}
:host([data-at=bottom-start]){inset-inline:0 auto!important}
:host([data-at=bottom-center]){margin-inline:auto!important}
:host([dir=rtl]){direction:rtl!important}
:host([dir=ltr]){direction:ltr!important}
*{box-sizing:border-box;margin:0;font:inherit;color:inherit}
[hidden]{display:none!important}
section{${LIGHT};--accent:var(--fl-accent,${accent});--on:var(--fl-on-accent,${textOn(accent)});position:relative;pointer-events:auto;background:var(--bg);color:var(--fg);border:1px solid var(--line);border-radius:var(--fl-radius,12px);padding:16px;box-shadow:0 8px 32px #0003;overflow-wrap:anywhere;animation:in .16s ease-out}
section[data-mode=dark]{${DARK}}
@media(prefers-color-scheme:dark){section[data-mode=auto]{${DARK}}}
@keyframes in{from{opacity:0;transform:translateY(8px)}}
@media(prefers-reduced-motion:reduce){section{animation:none}}
fieldset{border:0;padding:0;min-width:0}
legend{padding:0;padding-inline-end:36px;font-size:15px;font-weight:600;margin-bottom:12px}
.scale{display:grid;grid-template-columns:repeat(11,minmax(0,1fr));gap:4px}
.scale label{position:relative;display:grid;place-items:center;min-height:44px;font-variant-numeric:tabular-nums}
.scale input{appearance:none;position:absolute;inset:0;width:100%;height:100%;border:1px solid var(--line);border-radius:8px;cursor:pointer}
.scale input:hover{background:var(--soft)}
.scale input:checked{background:var(--accent);border-color:var(--accent)}
.scale span{position:relative;pointer-events:none}
.scale input:checked+span{color:var(--on);font-weight:600}
:focus-visible{outline:2px solid var(--fg);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:16px;color:var(--mute);font-size:12px;margin-top:6px}
.ends :last-child{text-align:end}
.more{margin-top:12px;display:grid;gap:6px}
textarea{width:100%;min-height:72px;padding:8px;border:1px solid var(--line);border-radius:8px;background:var(--bg);resize:vertical}
small{color:var(--mute);font-size:12px}
.row{display:flex;flex-wrap:wrap;justify-content:flex-end;gap:8px;margin-top:12px}
button{min-height:44px;padding:0 16px;border:1px solid transparent;border-radius:8px;background:none;cursor:pointer}
button:hover{background:var(--soft)}
.main{background:var(--accent);color:var(--on);font-weight:600}
.main:hover{background:var(--accent);filter:brightness(.92)}
.quiet{color:var(--mute)}
.x{position:absolute;inset-block-start:4px;inset-inline-end:4px;width:44px;padding:0;font-size:20px;line-height:1;color:var(--mute);z-index:1}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.thanks{padding-inline-end:36px;font-weight:600}
@media(max-width:560px){:host([data-at]){padding:8px!important}.scale{grid-template-columns:repeat(6,minmax(0,1fr));gap:6px}}
@media(forced-colors:active){.scale input:checked{background:Highlight;forced-color-adjust:none}.scale input:checked+span{color:HighlightText;forced-color-adjust:none}.main{border-color:ButtonText}}`;
}

/** A sheet that a strict policy takes as it is; an element with the page's nonce where browsers are too old for that. */
export function applyStyle(root: ShadowRoot, css: string, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = Document.prototype.createElement.call(document, "style");
    style.setAttribute("nonce", nonce);
    style.textContent = css;
    root.append(style);
  }
}
