//! A guarded chat gateway on Fastly Compute: an OpenAI client on one side, an OpenAI-compatible backend on the other, a
//! policy of the KV store between them. What cannot be judged, or has no policy, goes nowhere.

mod answer;
mod gateway;
mod messages;
mod problem;
mod said;
mod settings;

use fastly::Request;
use fastly::http::Method;

use gateway::{Reply, chat};
use problem::Problem;

fn main() {
    let request = Request::from_client();
    let id = std::env::var("FASTLY_TRACE_ID").unwrap_or_else(|_| "0".into());
    let reply = route(request, &id).unwrap_or_else(|problem| {
        // Who the request is from and what was wrong with it; never a text.
        println!("{id} {} {}", problem.status, problem.detail());
        Reply::Whole(Box::new(problem.response()))
    });
    match reply {
        Reply::Whole(response) => response.send_to_client(),
        Reply::Streamed => {}
    }
}

fn route(request: Request, id: &str) -> Result<Reply, Problem> {
    match (request.get_path(), request.get_method()) {
        ("/v1/chat/completions", &Method::POST) => chat(request, id),
        ("/v1/chat/completions", _) => Err(Problem::new(405, "method", "use POST")),
        _ => Err(Problem::new(404, "not_found", "there is no such path")),
    }
}
