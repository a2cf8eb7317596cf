import { type JsonObject, own, ownString } from "../json-value";

/** A citation of Claude's as an annotation of chat; `place` is the stretch of the answer that it supports. */
export function annotationOf(citation: JsonObject, place: { start: number; end: number }): JsonObject {
  const url = ownString(citation, "url");
  const range = { start_index: place.start, end_index: place.end };
  if (url !== null)
    return {
      type: "url_citation",
      url_citation: { ...range, url, title: ownString(citation, "title") ?? url },
    };
  return {
    type: "file_citation",
    file_citation: {
      ...range,
      filename: own(citation, "document_title") ?? own(citation, "title") ?? null,
      index: own(citation, "document_index") ?? own(citation, "search_result_index") ?? null,
      quote: own(citation, "cited_text") ?? null,
    },
  };
}
