import { describe, expect, it } from "vitest";
import { languageOf } from "./checks/check-language";
import { plainLanguageOf } from "./checks/plain-language";
import { readRecorded } from "./read-recorded";
import type { RecordedExchange } from "./recorded-exchange";
import { decisiveScore, runChecks } from "./run-checks";

const EXCHANGE: RecordedExchange = {
  question: "How do I reset the router?",
  given: "",
  answer: "Hold the button for ten seconds.",
  refusal: null,
  hasToolCalls: false,
  finishReason: "stop",
  format: { kind: "text" },
  isRedacted: false,
};

async function scoresOf(change: Partial<RecordedExchange>): Promise<Record<string, number>> {
  const results = await runChecks({ ...EXCHANGE, ...change });
  return Object.fromEntries(results.map(({ name, score }) => [name, score]));
}

const schema = {
  type: "object",
  required: ["total"],
  properties: {
    total: { type: "number" },
    code: { type: "string", pattern: "^[A-Z]{2}$" },
    note: { type: "string", pattern: "^n" },
  },
};

describe("the checks of answers", () => {
  it("find nothing wrong with a plain good answer", async () => {
    expect(await scoresOf({})).toEqual({ empty: 1, truncated: 1, refusal: 1 });
  });

  it("know an empty answer from one that calls a tool", async () => {
    expect(await scoresOf({ answer: " \n" })).toMatchObject({ empty: 0 });
    expect(await scoresOf({ answer: "", hasToolCalls: true })).toMatchObject({ empty: 1 });
  });

  it.each(["length", "max_tokens", "max_output_tokens"])(
    "know an answer cut off by %s",
    async (finishReason) => {
      expect(await scoresOf({ finishReason })).toMatchObject({ truncated: 0 });
    },
  );

  it.each([
    "I'm sorry, but I can't help with that.",
    "I cannot assist with this request.",
    "Desculpe, mas não posso ajudar com isso.",
    "Lo siento, no puedo ayudarte con eso.",
    "Es tut mir leid, aber dabei kann ich Ihnen nicht helfen.",
  ])("know “%s” as a refusal", async (answer) => {
    expect(await scoresOf({ answer })).toMatchObject({ refusal: 0 });
  });

  it.each([
    "Sorry to hear that your parcel is late. It will arrive tomorrow.",
    "You can't cancel after ten days, but you can return it.",
    "The function throws when I cannot be parsed as a number.",
  ])("do not take “%s” for a refusal", async (answer) => {
    expect(await scoresOf({ answer })).toMatchObject({ refusal: 1 });
  });

  it("hold an answer against the schema that was asked for", async () => {
    const format = { kind: "schema", schema } as const;
    expect(await scoresOf({ format, answer: '{"total": 3}' })).toMatchObject({ format: 1 });
    expect(await scoresOf({ format, answer: '{"total": 3, "code": "AB", "note": "n"}' })).toMatchObject({
      format: 1,
    });
    expect(await scoresOf({ format, answer: '{"total": "3"}' })).toMatchObject({ format: 0 });
    expect(await scoresOf({ format, answer: '{"total": 3, "code": "abc"}' })).toMatchObject({ format: 0 });
    expect(await scoresOf({ format, answer: "three" })).toMatchObject({ format: 0 });
    expect(await scoresOf({ format: { kind: "json" }, answer: "[1]" })).toMatchObject({ format: 1 });
  });

  it("say nothing of a schema where a placeholder may be what breaks it", async () => {
    const format = { kind: "schema", schema } as const;
    expect(
      await scoresOf({ format, isRedacted: true, answer: '{"total": 1, "code": "[EMAIL]"}' }),
    ).not.toHaveProperty("format");
  });

  it("neither run long on a hostile pattern nor fail on a schema that is none", async () => {
    const hostile = { kind: "schema", schema: { type: "string", pattern: "^(a+)+$" } } as const;
    expect(
      await scoresOf({ format: hostile, answer: JSON.stringify(`${"a".repeat(50_000)}b`) }),
    ).toMatchObject({ format: 0 });
    const broken = {
      kind: "schema",
      schema: { type: "nonsense", $ref: "https://elsewhere.test/s.json" },
    } as const;
    expect(await scoresOf({ format: broken, answer: "{}" })).not.toHaveProperty("format");
  });

  it("parse the code blocks whose language they know", async () => {
    const block = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\`\n`;
    const good =
      block("ts", "const a: number = 1;") + block("jsx", "const b = <p>hi</p>;") + block("json", '{"a": 1}');
    expect(await scoresOf({ answer: good })).toMatchObject({ code: 1 });
    expect(await scoresOf({ answer: good + block("js", "const = 1;") })).toMatchObject({ code: 0.75 });
    expect(await scoresOf({ answer: block("js", "if (x) return 1;") })).toMatchObject({ code: 1 });
    expect(await scoresOf({ answer: block("python", "def (:") })).not.toHaveProperty("code");
    expect(await scoresOf({ answer: block("json", "{\n  ...\n}") })).not.toHaveProperty("code");
  });

  it("compare the language of question and answer", async () => {
    const question = "Como posso cancelar a minha assinatura e receber o dinheiro de volta?";
    const english =
      "You can cancel in the settings page at any time, and the money is sent back within five days.";
    const portuguese =
      "Você pode cancelar na página de configurações quando quiser, e o dinheiro volta em cinco dias.";
    expect(await scoresOf({ question, answer: english })).toMatchObject({ language: 0 });
    expect(await scoresOf({ question, answer: portuguese })).toMatchObject({ language: 1 });
    expect(
      await scoresOf({ question, answer: english, given: "Always answer in English." }),
    ).not.toHaveProperty("language");
    expect(await scoresOf({ question: `Translate: ${question}`, answer: english })).not.toHaveProperty(
      "language",
    );
    expect(await scoresOf({ question, answer: "OK." })).not.toHaveProperty("language");
  });

  it("tell a language by its small words only where they leave no doubt", () => {
    const texts = {
      eng: "You can cancel your subscription at any time in the settings, and we will send the money back to your card.",
      deu: "Sie können das Abonnement jederzeit in den Einstellungen kündigen, und wir zahlen das Geld auf die Karte zurück.",
      fra: "Vous pouvez résilier votre abonnement dans les paramètres, et nous vous rendons la somme sur la carte que vous avez donnée.",
      spa: "Puede cancelar la suscripción en la configuración cuando quiera, y le devolvemos el dinero a la tarjeta que nos dio.",
      por: "Você pode cancelar a assinatura na página de configurações quando quiser, e o dinheiro volta em cinco dias para o seu cartão.",
      ita: "Può disdire l'abbonamento nelle impostazioni quando vuole, e le restituiamo il denaro sulla carta che ha dato.",
      nld: "U kunt het abonnement in de instellingen opzeggen wanneer u wilt, en wij storten het geld terug op de kaart.",
    };
    for (const [language, text] of Object.entries(texts)) {
      expect([language, null]).toContain(plainLanguageOf(text));
      expect(languageOf(text)).toBe(language);
    }
    expect(plainLanguageOf(texts.eng)).toBe("eng");
    expect(plainLanguageOf(texts.deu)).toBe("deu");
    expect(plainLanguageOf(`${texts.eng} ${texts.deu}`)).toBeNull();
    expect(
      plainLanguageOf("Kan du hjelpe meg med å avslutte abonnementet mitt og få pengene tilbake?"),
    ).toBeNull();
    expect(plainLanguageOf("")).toBeNull();
  });

  it("see an answer that goes round in circles, and leave lists alone", async () => {
    const circle = "The router has a small button at the back that you should press for ten seconds. ".repeat(
      12,
    );
    expect(await scoresOf({ answer: circle })).toMatchObject({ loops: 0 });
    const list = Array.from(
      { length: 40 },
      (_, n) => `- Step ${n}: check the item number ${n} of part ${n * 7}`,
    ).join("\n");
    expect(await scoresOf({ answer: list })).toMatchObject({ loops: 1 });
  });

  it("look whether links and marks lead to what was given", async () => {
    const given = "[1] Returns take ten days. https://shop.test/returns\n[2] Refunds are paid by card.";
    const good = "Returns take ten days [1], see https://shop.test/returns/.";
    expect(await scoresOf({ given, answer: good })).toMatchObject({ sources: 1 });
    expect(await scoresOf({ given, answer: `${good} More at https://made-up.test/x [7].` })).toMatchObject({
      sources: 0.5,
    });
    expect(await scoresOf({ answer: "See https://example.test." })).not.toHaveProperty("sources");
  });

  it("count a failure that decides, and not one that may be a matter of taste", async () => {
    expect(decisiveScore(await runChecks({ ...EXCHANGE, finishReason: "length" }))).toBe(0);
    expect(decisiveScore(await runChecks({ ...EXCHANGE, answer: "```js\nconst = 1\n```" }))).toBe(1);
  });
});

describe("readRecorded", () => {
  const bodies = { finishReason: null, isTruncated: false, isRedacted: false };

  it("reads chat completions", () => {
    const request = {
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "What is this?" }] },
      ],
      response_format: { type: "json_schema", json_schema: { name: "x", schema: { type: "object" } } },
    };
    const response = { choices: [{ message: { content: "{}" }, finish_reason: "length" }] };
    expect(
      readRecorded({
        ...bodies,
        endpoint: "chat",
        request: JSON.stringify(request),
        response: JSON.stringify(response),
      }),
    ).toMatchObject({
      question: "What is this?",
      given: "Be brief.",
      answer: "{}",
      finishReason: "length",
      format: { kind: "schema", schema: { type: "object" } },
    });
  });

  it("reads messages, with what tools said among what was given", () => {
    const request = {
      system: [{ type: "text", text: "Rules." }],
      messages: [
        { role: "user", content: "Where is it?" },
        { role: "assistant", content: [{ type: "tool_use", id: "t", name: "find", input: {} }] },
        { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: "https://a.test/b" }] },
      ],
    };
    const response = {
      type: "message",
      content: [
        { type: "thinking", thinking: "hm" },
        { type: "text", text: "There." },
      ],
      stop_reason: "end_turn",
    };
    expect(
      readRecorded({
        ...bodies,
        endpoint: "messages",
        request: JSON.stringify(request),
        response: JSON.stringify(response),
      }),
    ).toMatchObject({
      question: "Where is it?",
      given: "Rules.\n\nhttps://a.test/b",
      answer: "There.",
      finishReason: "end_turn",
    });
  });

  it("reads responses", () => {
    const request = { instructions: "Rules.", input: "Why?", text: { format: { type: "json_object" } } };
    const response = {
      object: "response",
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [{ type: "message", content: [{ type: "output_text", text: "Because" }] }],
    };
    expect(
      readRecorded({
        ...bodies,
        endpoint: "responses",
        request: JSON.stringify(request),
        response: JSON.stringify(response),
      }),
    ).toMatchObject({
      question: "Why?",
      given: "Rules.",
      answer: "Because",
      finishReason: "max_output_tokens",
      format: { kind: "json" },
    });
  });

  it("reads nothing from a body that was cut or is no conversation", () => {
    const whole = { endpoint: "chat", request: "{}", response: '{"choices":[{"message":{}}]}' };
    expect(readRecorded({ ...bodies, ...whole, isTruncated: true })).toBeNull();
    expect(readRecorded({ ...bodies, ...whole, response: null })).toBeNull();
    expect(readRecorded({ ...bodies, ...whole, endpoint: "embeddings" })).toBeNull();
  });
});
