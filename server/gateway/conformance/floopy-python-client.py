"""Speaks to the gateway with floopy-sdk: one JSON request a line in, one JSON answer a line out."""

import asyncio
import json
import os
import sys
import time

import floopy
import openai
from floopy.types.shared import CacheOptions, FloopyOptions, RequestOptions

os.environ["NO_PROXY"] = "127.0.0.1"
PROMPT = [{"role": "user", "content": "Say hello to the whole team."}]
LINE = {
    "custom_id": "one",
    "method": "POST",
    "url": "/v1/chat/completions",
    "body": {"model": "sandbox/quick", "messages": PROMPT},
}
JSONL = (json.dumps(LINE) + "\n").encode()
BATCH = {"endpoint": "/v1/chat/completions", "completion_window": "24h"}
ENDED = {"completed", "failed", "cancelled"}


def chat(client, model):
    completion = client.chat.completions.create(model=model, messages=PROMPT)
    return {"text": completion.choices[0].message.content, "request_id": completion._request_id}


def chat_stream(client, model):
    with client.chat.completions.create(model=model, messages=PROMPT, stream=True) as chunks:
        return [chunk.choices[0].delta.content for chunk in chunks if chunk.choices[0].delta.content]


def embeddings_and_models(client, model):
    vector = client.embeddings.create(model="sandbox/embed", input="one").data[0].embedding
    return {"length": len(vector), "models": [one.id for one in client.models.list()]}


def files(client, model):
    made = client.files.upload(file=JSONL, purpose="batch", filename="in.jsonl", provider="sandbox")
    return {
        "filename": made.filename,
        "same": client.files.retrieve(made.id) == made,
        "listed": made.id in [one.id for one in client.files.list(purpose="batch", provider="sandbox").data],
        "content": client.files.content(made.id).decode(),
        "deleted": client.files.delete(made.id).id == made.id,
    }


def batch(client, model):
    source = client.files.upload(file=JSONL, purpose="batch", provider="sandbox")
    made = client.batches.create(input_file_id=source.id, metadata={"job": "nightly"}, **BATCH)
    while made.status not in ENDED:
        time.sleep(0.1)
        made = client.batches.retrieve(made.id)
    return {
        "status": made.status,
        "listed": made.id in [one.id for one in client.batches.list(limit=100, provider="sandbox").data],
        "output": json.loads(client.files.content(made.output_file_id))["response"]["status_code"],
    }


def cancelled_batch(client, model):
    slow = {**LINE, "body": {**LINE["body"], "model": "sandbox/slow"}}
    lines = [json.dumps({**slow, "custom_id": str(number)}) for number in range(40)]
    source = client.files.upload(file="\n".join(lines).encode(), purpose="batch", provider="sandbox")
    made = client.batches.create(input_file_id=source.id, **BATCH)
    return client.batches.cancel(made.id).status


async def asynchronous(options):
    async with floopy.AsyncFloopy(**options) as client:
        made = await client.files.upload(file=JSONL, purpose="batch", provider="sandbox")
        started = await client.batches.create(input_file_id=made.id, **BATCH)
        completion = await client.chat.completions.create(model="sandbox/quick", messages=PROMPT)
        return {
            "content": (await client.files.content(made.id)).decode(),
            "batch": (await client.batches.retrieve(started.id)).id == started.id,
            "text": completion.choices[0].message.content,
        }


def file_named(client, model):
    """The task's model is the file's id."""
    return client.files.retrieve(model).id


def short_of_time(client, model):
    return client.files.retrieve(model, request_options=RequestOptions(timeout=0.5)).id


def decision(client, model):
    """The task's model is the request's id, and its session has no other."""
    one = client.decisions.get(model)
    listed = [row for row in client.decisions.iterate(session_id=one.session_id, limit=1)]
    return {"same": listed == [one], "model": one.model, "status": one.status, "explanation": one.explanation}


def session(client, model):
    """The task's model is the session's id."""
    restored = client.sessions.get(model)
    more = [*restored.messages, {"role": "user", "content": "And now?"}]
    said = client.chat.completions.create(model="sandbox/quick", messages=more).choices[0].message.content
    return {"turns": [turn.model for turn in restored.turns], "count": restored.turn_count, "said": said}


def feedback(client, model):
    """In the session of the task; then without naming it, which means the key's latest."""
    client.chat.completions.create(model=model, messages=PROMPT)
    named = client.feedback.submit(score=9, useful=True, session_id="floopy-python")
    again = client.feedback.submit(score=3, useful=False, session_id="floopy-python")
    latest = client.feedback.submit(score=8, useful=True)
    return [[one.session_id, one.duplicate] for one in (named, again, latest)]


def refused_feedback(client, model):
    return client.feedback.submit(score=11, useful=True, session_id="floopy-python").session_id


def export(client, model):
    """The task's model is a day."""
    stream = client.export.decisions_with_trailer(from_=model, to=model)
    rows = list(stream)
    plain = list(client.export.decisions(from_=model, to=model))
    return {
        "models": sorted({row.model for row in rows if row.model}),
        "same": [row.request_id for row in rows] == [row.request_id for row in plain],
        "trailer": [stream.trailer.rows_emitted == len(rows), stream.trailer.truncated, stream.trailer.reason],
    }


def explain(client, model):
    result = client.routing.explain(model=model, messages=PROMPT, max_tokens=8)
    return [result.would_select, result.firewall_decision, result.reasoning, result.routing_rule_id]


def experiment(client, model):
    """The task's model is the ids of two routes."""
    a, b = model.split(",")
    made = client.experiments.create(
        name="x", variant_a_routing_rule_id=a, variant_b_routing_rule_id=b, split_percentage=20
    )
    listed = [one.id for one in client.experiments.list(status="active").items]
    results = client.experiments.results(made.id)
    undone = client.experiments.rollback(made.id)
    return {
        "made": [made.status, made.split_percentage],
        "listed": made.id in listed,
        "sides": [results.variant_a.routing_rule_id, results.variant_b.routing_rule_id],
        "results": [results.variant_a.sample_size, results.variant_a.success_rate, results.winner],
        "undone": [undone.status, undone.rolled_back_at is not None],
    }


def evaluation(client, model):
    """The task's model is a dataset's id."""
    made = client.evaluations.create(dataset_id=model, model="sandbox/quick", config={"judge_model": "sandbox/genius"})
    same = client.evaluations.get(made.id)
    return [made.id, made.status, made.dataset_id, made.prompt_id, made.config, same.id == made.id]


def evaluation_results(client, model):
    """The task's model is an evaluation's id."""
    run = client.evaluations.get(model)
    first = client.evaluations.results(model, limit=1)
    second = client.evaluations.results(model, limit=1, cursor=first.next_cursor)
    rows = [*first.items, *second.items]
    return {
        "status": run.status,
        "times": [run.started_at is not None, run.finished_at is not None],
        "of": [row.run_id for row in rows],
        "scores": [row.score is not None and row.output != "" for row in rows],
        "by": [row.metadata["scored_by"] for row in rows],
        "more": [first.has_more, second.has_more],
    }


def cancelled_evaluation(client, model):
    """The task's model is a dataset's id."""
    made = client.evaluations.create(dataset_id=model, model="sandbox/slow")
    return client.evaluations.cancel(made.id).status


RESOURCES = {
    "constraints.get": lambda client: client.constraints.get(),
    "constraints.put": lambda client: client.constraints.put(client.constraints.get()),
    "responses.create": lambda client: client.responses.create(model="sandbox/quick", input="hi").status,
}


def resource(client, model):
    """The task's model is the name of a resource's method."""
    return str(RESOURCES[model](client))


def error_of(error):
    return {
        "classes": [one.__name__ for one in type(error).__mro__],
        "message": str(error),
        "status": getattr(error, "status", None) or getattr(error, "status_code", None),
        "code": getattr(error, "code", None),
        "type": None,
        "request_id": getattr(error, "request_id", None),
        "feature": getattr(error, "feature", None),
        "retry_after": getattr(error, "retry_after_seconds", None),
    }


TASKS = [
    chat,
    chat_stream,
    embeddings_and_models,
    files,
    batch,
    cancelled_batch,
    file_named,
    short_of_time,
    decision,
    session,
    resource,
    experiment,
    evaluation,
    evaluation_results,
    cancelled_evaluation,
    export,
    explain,
    feedback,
    refused_feedback,
]


def answer(ask):
    options = {
        "api_key": ask["api_key"],
        "base_url": ask["base_url"],
        "timeout": 15,
        "max_retries": ask.get("max_retries", 0),
        "default_headers": {"floopy-session-id": ask["session_id"]},
        "options": FloopyOptions(cache=CacheOptions(enabled=False), llm_security_enabled=False),
    }
    if ask["task"] == "asynchronous":
        return asyncio.run(asynchronous(options))
    task = next(task for task in TASKS if task.__name__ == ask["task"])
    with floopy.Floopy(**options) as client:
        return task(client, ask["model"])


while line := sys.stdin.readline():
    try:
        reply = {"value": answer(json.loads(line))}
    except (floopy.FloopyError, openai.OpenAIError) as error:
        reply = {"error": error_of(error)}
    print(json.dumps(reply), flush=True)
