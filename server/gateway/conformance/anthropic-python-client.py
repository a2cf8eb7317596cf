"""Speaks to the gateway with the anthropic package: one JSON request a line in, one JSON answer a line out."""

import json
import os
import sys

import anthropic

os.environ["NO_PROXY"] = "127.0.0.1"
PROMPT = [{"role": "user", "content": "Say hello to the whole team."}]
WEATHER = {
    "name": "weather",
    "description": "The weather of a city",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}


def text(client, model):
    message = client.messages.create(model=model, max_tokens=300, messages=PROMPT)
    return {
        "text": message.content[0].text,
        "stop_reason": message.stop_reason,
        "input_tokens": message.usage.input_tokens,
        "output_tokens": message.usage.output_tokens,
        "request_id": message._request_id,
    }


def stream(client, model):
    with client.messages.stream(model=model, max_tokens=300, messages=PROMPT) as events:
        pieces = list(events.text_stream)
        final = events.get_final_message()
    return {"pieces": pieces, "text": final.content[0].text, "stop_reason": final.stop_reason}


def tool_loop(client, model):
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    first = client.messages.create(model=model, max_tokens=300, messages=messages, tools=[WEATHER])
    calls = [block for block in first.content if block.type == "tool_use"]
    results = [{"type": "tool_result", "tool_use_id": call.id, "content": "clear"} for call in calls]
    messages += [
        {"role": "assistant", "content": [block.model_dump(exclude_none=True) for block in first.content]},
        {"role": "user", "content": results},
    ]
    second = client.messages.create(model=model, max_tokens=300, messages=messages, tools=[WEATHER])
    return {
        "inputs": [call.input for call in calls],
        "stop_reasons": [first.stop_reason, second.stop_reason],
        "text": second.content[0].text,
    }


def streamed_tool_call(client, model):
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    with client.messages.stream(model=model, max_tokens=300, messages=messages, tools=[WEATHER]) as events:
        return [block.name for block in events.get_final_message().content if block.type == "tool_use"]


def count(client, model):
    return client.messages.count_tokens(model=model, messages=PROMPT).input_tokens


def batches(client, model):
    return [one.id for one in client.messages.batches.list()]


def error_of(error):
    body = getattr(error, "body", None)
    inner = body.get("error", {}) if isinstance(body, dict) else {}
    return {
        "classes": [one.__name__ for one in type(error).__mro__],
        "message": str(error),
        "status": getattr(error, "status_code", None),
        "code": inner.get("code"),
        "type": inner.get("type"),
        "request_id": getattr(error, "request_id", None),
    }


TASKS = [text, stream, tool_loop, streamed_tool_call, count, batches]


def answer(ask):
    task = next(task for task in TASKS if task.__name__ == ask["task"])
    # The client adds /v1 itself.
    base = ask["base_url"].removesuffix("/v1")
    headers = {"floopy-session-id": ask["session_id"]}
    with anthropic.Anthropic(
        base_url=base, api_key=ask["api_key"], max_retries=0, timeout=15, default_headers=headers
    ) as client:
        return task(client, ask["model"])


while line := sys.stdin.readline():
    try:
        reply = {"value": answer(json.loads(line))}
    except anthropic.AnthropicError as error:
        reply = {"error": error_of(error)}
    print(json.dumps(reply), flush=True)
