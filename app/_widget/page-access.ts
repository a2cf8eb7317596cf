/**
 * Ways to the page that hold where the page has changed what it stands on: replaced array methods, getters on
 * Object.prototype, elements named like properties of document. Array methods are not used anywhere in the widget.
 */
const hasOwn = Object.prototype.hasOwnProperty;
const nothing = Object.create;
const assign = Object.assign;
const keys = Object.keys;

export function own(object: unknown, name: string): unknown {
  return typeof object === "object" && object !== null && hasOwn.call(object, name)
    ? Reflect.get(object, name)
    : undefined;
}

export function ownText(object: unknown, name: string): string {
  const value = own(object, name);
  return typeof value === "string" ? value : "";
}

export function ownNumber(object: unknown, name: string, otherwise: number): number {
  const value = own(object, name);
  return typeof value === "number" ? value : otherwise;
}

/** An object that inherits nothing: what the page adds to Object.prototype is not read as an option of a call. */
export function bare<T extends object>(members: T): T {
  return assign(nothing(null), members);
}

export function keysOf(object: object): string[] {
  return keys(object);
}

export function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? "null");
  } catch {
    return null;
  }
}

/** A property of document that no element of that name can stand in for. */
function ofDocument(name: "currentScript" | "documentElement" | "visibilityState"): unknown {
  return Object.getOwnPropertyDescriptor(Document.prototype, name)?.get?.call(document);
}

export const isVisible = (): boolean => ofDocument("visibilityState") !== "hidden";

export function pageRoot(): HTMLElement {
  const root = ofDocument("documentElement");
  return root instanceof HTMLElement ? root : document.body;
}

export function find(selector: string): Element | null {
  try {
    return Document.prototype.querySelector.call(document, selector);
  } catch {
    return null;
  }
}

export function ownScript(): HTMLElement | null {
  const current = ofDocument("currentScript");
  const script = current instanceof HTMLScriptElement ? current : find('script[data-key][src*="/nps/v1"]');
  return script instanceof HTMLElement ? script : null;
}

type Attributes = Record<string, string>;

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag];
export function element(tag: string, attributes: Attributes, ...children: (Node | string)[]): HTMLElement {
  const made: HTMLElement = Document.prototype.createElement.call(document, tag);
  const names = keysOf(attributes);
  for (let i = 0; i < names.length; i++) made.setAttribute(names[i] ?? "", attributes[names[i] ?? ""] ?? "");
  for (let i = 0; i < children.length; i++) made.append(children[i] ?? "");
  return made;
}
