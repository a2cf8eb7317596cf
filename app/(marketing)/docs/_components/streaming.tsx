import { Inline } from "./inline";

export function Streaming() {
  return (
    <ul className="list-disc space-y-2 pl-5 marker:text-subtle">
      <li>Each provider event leaves at once. Nothing is buffered or compressed.</li>
      <li>Until the first content, a failure may fall back to the next model. Afterwards we never switch.</li>
      <li>
        A later failure is an <Inline>error</Inline> event and a closed stream. A stream that broke has no{" "}
        <Inline>[DONE]</Inline>, and no <Inline>message_stop</Inline> in the Messages format.
      </li>
      <li>
        If you hang up, the call to the provider is aborted. Tokens seen so far are recorded and priced.
      </li>
      <li>After 15 seconds of silence you get a comment line, so that proxies keep the connection open.</li>
    </ul>
  );
}
