//! One request: judged, forwarded, its answer judged.

use std::io::{BufRead, Read, Write};

use edgeward::engine::sse::{End, Guarded, OnBlock, Options};
use edgeward::engine::{EvaluateOptions, Guard, Input, StreamOptions};
use edgeward::policy::{Decision, Target};
use fastly::{Body, Request, Response};
use serde_json::Value;

use crate::answer::Answer;
use crate::messages;
use crate::problem::{Problem, Refused, json_body, spelled};
use crate::settings::{Tenant, upstream};

const KIB: u64 = 1024;
const REQUEST: u64 = 4096 * KIB;
const ANSWER: u64 = 8192 * KIB;
const REFUSAL: u64 = 64 * KIB;
const BACKEND: &str = "upstream";
const WITHHELD: &str = "This message was withheld by a policy.";

pub(crate) enum Reply {
    Whole(Box<Response>),
    /// It has gone already.
    Streamed,
}

impl Reply {
    fn whole(response: Response) -> Self {
        Self::Whole(Box::new(response))
    }
}

pub(crate) fn chat(mut request: Request, id: &str) -> Result<Reply, Problem> {
    let Tenant { name, guard } = Tenant::of(&request)?;
    let mut body = read_body(&mut request)?;
    let input = Input {
        messages: Some(messages::read(&body)?),
        ..Input::default()
    };
    let streams = body.get("stream") == Some(&Value::Bool(true));
    let verdict = guard.evaluate(&input, &EvaluateOptions::default());
    let log = |side: &str, decision: Decision| {
        println!(
            "{id} tenant {name} policy {} {side} {decision}",
            verdict.policy.hash
        );
    };
    log("prompt", verdict.decision);
    let mut response =
        Response::from_status(200).with_header("x-edgeward-decision", verdict.decision.as_str());
    if verdict.decision > Decision::Redact {
        let refused = Refused {
            decision: verdict.decision,
            message: verdict.message.clone().map(Into::into),
        };
        let completion = refused.completion(id, body.get("model"));
        let own = if streams {
            events(response).with_body(spelled(completion))
        } else {
            json_body(response, &completion)
        };
        return Ok(Reply::whole(own));
    }
    if let Some(turns) = body.get_mut("messages").and_then(Value::as_array_mut) {
        messages::edit(&guard, turns, &input, &verdict);
    }
    let mut answer = ask(&body)?;
    if !answer.get_status().is_success() {
        return failed(answer).map(Reply::whole);
    }
    let kind = answer
        .get_header_str("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    if kind.starts_with("text/event-stream") {
        response = events(response);
        log(
            "answer",
            stream(&guard, input, answer.take_body(), response),
        );
        return Ok(Reply::Streamed);
    }
    let invalid = || {
        Problem::new(
            502,
            "upstream_invalid",
            "the upstream's answer is no chat completion",
        )
    };
    let bytes = read(answer.take_body(), ANSWER).map_err(|_| invalid())?;
    let mut completion: Value = serde_json::from_slice(&bytes).map_err(|_| invalid())?;
    if !completion.get("choices").is_some_and(Value::is_array) {
        return Err(invalid());
    }
    let mut judged = Answer::new(&guard, input);
    judged.completion(&mut completion);
    log("answer", judged.decision);
    Ok(Reply::whole(json_body(response, &completion)))
}

fn read_body(request: &mut Request) -> Result<Value, Problem> {
    let bytes = read(request.take_body(), REQUEST)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let body: Value = serde_json::from_slice(bytes)
        .map_err(|_| Problem::new(400, "invalid_json", "the body is not JSON"))?;
    if !body.is_object() {
        return Err(Problem::new(
            422,
            "wrong_type",
            "the body has to be a JSON object",
        ));
    }
    if !body.get("model").is_some_and(Value::is_string) {
        return Err(Problem::new(400, "missing", "`model` is missing"));
    }
    Ok(body)
}

fn read(body: Body, limit: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = body.take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|_| Problem::new(400, "incomplete", "the body ended too early"))?;
    if bytes.len() as u64 > limit {
        let message = format!("the body is larger than {} KiB", limit / KIB);
        return Err(Problem::new(413, "body_too_large", message));
    }
    Ok(bytes)
}

/// A redirect is not followed: it would carry the key somewhere else.
fn ask(body: &Value) -> Result<Response, Problem> {
    let (url, key) = upstream()?;
    let request = Request::post(url)
        .with_pass(true)
        .with_header("content-type", "application/json")
        .with_header("accept", "application/json, text/event-stream")
        .with_header("authorization", format!("Bearer {key}"))
        .with_body(body.to_string());
    let unreachable = "the upstream could not be reached";
    let answer = request.send(BACKEND).map_err(|error| {
        Problem::new(502, "upstream_unreachable", unreachable).because(&error.root_cause())
    })?;
    match answer.get_header_str("content-encoding") {
        None | Some("identity") => Ok(answer),
        Some(_) => Err(Problem::new(
            502,
            "upstream_invalid",
            "the upstream packs its answers",
        )),
    }
}

/// The upstream's own words about what is wrong with a request, as far as they are about the request.
fn failed(mut answer: Response) -> Result<Response, Problem> {
    let status = answer.get_status().as_u16();
    let error = |message| Err(Problem::new(502, "upstream_error", message));
    match status {
        401 | 403 => return error("the upstream refused its key".to_owned()),
        400..=499 => {}
        _ => return error(format!("the upstream answered {status}")),
    }
    let mut response = Response::from_status(status);
    for name in ["content-type", "retry-after"] {
        if let Some(value) = answer.get_header(name) {
            response.set_header(name, value);
        }
    }
    let Ok(body) = read(answer.take_body(), REFUSAL) else {
        return error(format!("the upstream answered {status}"));
    };
    Ok(response.with_body(body))
}

fn events(response: Response) -> Response {
    response
        .with_header("content-type", "text/event-stream; charset=utf-8")
        .with_header("cache-control", "no-cache")
}

/// Passes the events of an answer on as they come, as far as they may go; answers the strictest decision on them.
fn stream(guard: &Guard, input: Input, mut answer: Body, response: Response) -> Decision {
    let options = Options {
        stream: StreamOptions {
            input,
            ..StreamOptions::new(Target::Response)
        },
        tool_calls: true,
        on_block: OnBlock::Message(WITHHELD.into()),
    };
    let mut events = Guarded::new(guard, options);
    let mut client = response.stream_to_client();
    let mut out = Vec::new();
    loop {
        let read = answer.fill_buf().map(|chunk| {
            events.push(chunk, &mut out);
            chunk.len()
        });
        let end = match read {
            Ok(0) => events.finish(&mut out),
            Ok(length) => {
                answer.consume(length);
                if !out.is_empty()
                    && client
                        .write_all(&out)
                        .and_then(|()| client.flush())
                        .is_err()
                {
                    // The client has left.
                    return Decision::Allow;
                }
                out.clear();
                continue;
            }
            Err(_) => {
                // What is still held was never judged whole: it stays here.
                let problem =
                    Problem::new(502, "upstream_error", "the upstream's answer broke off");
                out = format!("data: {}\n\n", problem.body()).into_bytes();
                End::default()
            }
        };
        let sent = client.write_all(&out).and_then(|()| client.finish());
        drop(sent);
        let decisions = end.verdicts.iter().map(|(_, _, verdict)| verdict.decision);
        return decisions.max().unwrap_or(Decision::Allow);
    }
}
