//! What the JavaScript runner calls. Texts go in and out through two buffers.

use std::cell::RefCell;

use serde_json::{Value, json};

use crate::task::{self, Task};
use crate::{policies, texts};

thread_local! {
    static IN: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static TASKS: RefCell<Vec<Option<Task>>> = const { RefCell::new(Vec::new()) };
}

/// Room for what comes in.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> usize {
    IN.with_borrow_mut(|buffer| {
        buffer.resize(bytes, 0);
        buffer.as_ptr() as usize
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn out() -> usize {
    OUT.with_borrow(|buffer| buffer.as_ptr() as usize)
}

fn answer(text: String) -> usize {
    OUT.replace(text.into_bytes());
    OUT.with_borrow(Vec::len)
}

fn asked() -> String {
    IN.with_borrow(|buffer| String::from_utf8_lossy(buffer).into_owned())
}

/// The bytes of the answer to `{text}`, `{policy}`, `{patterns}`, `{named}` or `{hostile}`.
#[unsafe(no_mangle)]
pub extern "C" fn ask() -> usize {
    let question: Value = serde_json::from_str(&asked()).unwrap_or_default();
    let count = |value: &Value| value.as_u64().unwrap_or(0) as usize;
    answer(
        match question.as_object().and_then(|fields| fields.iter().next()) {
            Some((key, spec)) => match key.as_str() {
                "text" => task::text(spec).expect("a text"),
                "policy" => task::payload(spec).expect("a policy"),
                "patterns" => json!(policies::patterns(count(spec))).to_string(),
                "hostile" => json!(texts::HOSTILE.as_slice()).to_string(),
                _ => json!(task::named()).to_string(),
            },
            None => String::new(),
        },
    )
}

/// Prepares a task: its number, or -1 with the reason in the answer, whose length is then `ask`'s.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() -> i32 {
    match Task::new(&asked()) {
        Ok(task) => TASKS.with_borrow_mut(|tasks| {
            tasks.push(Some(task));
            i32::try_from(tasks.len() - 1).unwrap_or(-1)
        }),
        Err(reason) => {
            answer(reason);
            -1
        }
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn reason() -> usize {
    OUT.with_borrow(Vec::len)
}

#[unsafe(no_mangle)]
pub extern "C" fn run(task: usize, times: u32) -> usize {
    TASKS.with_borrow(|tasks| {
        let task = tasks[task].as_ref().expect("it was not dropped");
        (0..times)
            .map(|_| std::hint::black_box(task.run()))
            .last()
            .unwrap_or(0)
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn drop_task(task: usize) {
    TASKS.with_borrow_mut(|tasks| tasks[task] = None);
}
