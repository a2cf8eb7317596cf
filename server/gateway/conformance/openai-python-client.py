"""Speaks to the gateway with the openai package: one JSON request a line in, one JSON answer a line out."""

import asyncio
import json
import os
import sys
import time

import openai
from pydantic import BaseModel

os.environ["NO_PROXY"] = "127.0.0.1"
PROMPT = [{"role": "user", "content": "Say hello to the whole team."}]
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


class Trip(BaseModel):
    city: str
    days: int


def text(client, model, messages=PROMPT):
    completion = client.chat.completions.create(model=model, messages=messages)
    return {
        "text": completion.choices[0].message.content,
        "usage": completion.usage.to_dict(),
        "request_id": completion._request_id,
    }


def stream(client, model):
    pieces, usage = [], None
    with client.chat.completions.create(
        model=model, messages=PROMPT, stream=True, stream_options={"include_usage": True}
    ) as chunks:
        for chunk in chunks:
            if chunk.choices:
                pieces.append(chunk.choices[0].delta.content or "")
            if chunk.usage:
                usage = chunk.usage.to_dict()
        request_id = chunks.response.headers["x-request-id"]
    return {"pieces": [piece for piece in pieces if piece], "usage": usage, "request_id": request_id}


def tool_loop(client, model):
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    first = client.chat.completions.create(model=model, messages=messages, tools=[WEATHER]).choices[0]
    messages.append(first.message.to_dict())
    for call in first.message.tool_calls:
        messages.append({"role": "tool", "tool_call_id": call.id, "content": '{"sky": "clear"}'})
    second = client.chat.completions.create(model=model, messages=messages, tools=[WEATHER]).choices[0]
    return {
        "arguments": [json.loads(call.function.arguments) for call in first.message.tool_calls],
        "finish_reasons": [first.finish_reason, second.finish_reason],
        "text": second.message.content,
    }


def streamed_tool_call(client, model):
    messages = [{"role": "user", "content": "What is the weather in Paris?"}]
    with client.chat.completions.stream(model=model, messages=messages, tools=[WEATHER]) as events:
        message = events.get_final_completion().choices[0].message
    return [call.function.name for call in message.tool_calls]


def structured(client, model):
    completion = client.chat.completions.parse(model=model, messages=PROMPT, response_format=Trip)
    return completion.choices[0].message.parsed.model_dump()


def response_text(client, model):
    response = client.responses.create(model=model, input="Say hello to the whole team.")
    return {
        "text": response.output_text,
        "usage": [response.usage.input_tokens, response.usage.output_tokens],
        "request_id": response._request_id,
    }


def response_stream(client, model):
    """The pieces as they came, and what the client made of the stream as a whole."""
    with client.responses.stream(model=model, input="Say hello to the whole team.") as events:
        pieces = [event.delta for event in events if event.type == "response.output_text.delta"]
        final = events.get_final_response()
    return {"pieces": pieces, "text": final.output_text, "status": final.status}


def response_tool_loop(client, model):
    function = {"type": "function", "strict": True, **WEATHER["function"]}
    given = [{"role": "user", "content": "What is the weather in Paris?"}]
    first = client.responses.create(model=model, input=given, tools=[function])
    calls = [item for item in first.output if item.type == "function_call"]
    results = [
        {"type": "function_call_output", "call_id": call.call_id, "output": "clear"} for call in calls
    ]
    second = client.responses.create(model=model, input=[*given, *first.output, *results], tools=[function])
    return {"arguments": [json.loads(call.arguments) for call in calls], "text": second.output_text}


def response_structured(client, model):
    response = client.responses.parse(model=model, input="Plan a trip.", text_format=Trip)
    return response.output_parsed.model_dump()


def embeddings(client, model):
    encoded = client.embeddings.create(model=model, input=["one thing", "another"])
    plain = client.embeddings.create(model=model, input=["one thing", "another"], encoding_format="float")
    return {
        "lengths": [len(one.embedding) for one in encoded.data],
        "difference": max(abs(a - b) for a, b in zip(encoded.data[0].embedding, plain.data[0].embedding)),
    }


def models(client, model):
    return {"listed": [one.id for one in client.models.list()], "one": client.models.retrieve(model).id}


def too_long(client, model):
    """On one connection, if it is kept; the error of each round."""
    errors = []
    for _ in range(3):
        try:
            text(client, model, [{"role": "user", "content": "x" * 11_000_000}])
        except openai.OpenAIError as error:
            errors.append(error_of(error))
    return {"statuses": [error["status"] for error in errors], "afterwards": bool(text(client, model)["text"])}


def batch(client, model):
    client = client.with_options(default_headers={"floopy-provider": model.split("/")[0]})
    line = {"custom_id": "one", "method": "POST", "url": "/v1/chat/completions"}
    content = json.dumps({**line, "body": {"model": model, "messages": PROMPT}}).encode()
    source = client.files.create(file=("in.jsonl", content), purpose="batch")
    made = client.batches.create(
        input_file_id=source.id, endpoint="/v1/chat/completions", completion_window="24h"
    )
    while made.status not in ("completed", "failed", "cancelled"):
        time.sleep(0.1)
        made = client.batches.retrieve(made.id)
    output = json.loads(client.files.content(made.output_file_id).read())
    return {
        "status": made.status,
        "text": output["response"]["body"]["choices"][0]["message"]["content"],
        "listed": made.id in [one.id for one in client.batches.list(limit=1)],
        "deleted": client.files.delete(source.id).deleted,
    }


def leave_stream(client, model):
    with client.chat.completions.create(model=model, messages=PROMPT, stream=True) as chunks:
        for chunk in chunks:
            if chunk.choices[0].delta.content:
                return chunk.choices[0].delta.content


def time_out(client, model):
    return text(client.with_options(timeout=1), model)


async def cancelled(client, model):
    """A call whose task is cancelled while the provider works; a second line of input says when."""
    call = asyncio.create_task(client.chat.completions.create(model=model, messages=PROMPT))
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    call.cancel()
    try:
        await call
    except asyncio.CancelledError:
        return "cancelled"
    finally:
        await client.close()


def error_of(error):
    return {
        "classes": [one.__name__ for one in type(error).__mro__],
        "message": str(error),
        "status": getattr(error, "status_code", None),
        "code": getattr(error, "code", None),
        "type": getattr(error, "type", None),
        "request_id": getattr(error, "request_id", None),
    }


TASKS = [
    text,
    stream,
    tool_loop,
    streamed_tool_call,
    structured,
    response_text,
    response_stream,
    response_tool_loop,
    response_structured,
    embeddings,
    models,
    too_long,
    batch,
    leave_stream,
    time_out,
]


def connect(kind, ask):
    headers = {"floopy-session-id": ask["session_id"]}
    return kind(
        base_url=ask["base_url"], api_key=ask["api_key"], max_retries=0, timeout=15, default_headers=headers
    )


def answer(ask):
    if ask["task"] == "cancelled":
        return asyncio.run(cancelled(connect(openai.AsyncOpenAI, ask), ask["model"]))
    task = next(task for task in TASKS if task.__name__ == ask["task"])
    with connect(openai.OpenAI, ask) as client:
        return task(client, ask["model"])


while line := sys.stdin.readline():
    try:
        reply = {"value": answer(json.loads(line))}
    except openai.OpenAIError as error:
        reply = {"error": error_of(error)}
    print(json.dumps(reply), flush=True)
