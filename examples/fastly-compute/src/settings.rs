//! Who asks, by which policy they are judged, and who answers: from the stores of the service.

use edgeward::engine::{Guard, GuardOptions};
use edgeward::policy::{Policy, ValidateOptions};
use fastly::kv_store::KVStoreError;
use fastly::{ConfigStore, KVStore, Request, SecretStore};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::problem::Problem;

/// The config store and the secret store.
const STORE: &str = "edgeward";
const POLICY_HEADER: &str = "x-edgeward-policy";

/// What a request may do.
pub(crate) struct Tenant {
    pub(crate) name: String,
    pub(crate) guard: Guard,
}

impl Tenant {
    /// By the key of the request and the policy that it names; else by the policy of the key.
    pub(crate) fn of(request: &Request) -> Result<Self, Problem> {
        let store = open(&setting("policies")?)?;
        let key = request.get_header_str("authorization");
        let key = key.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        let digest = Sha256::digest(key);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let record = lookup(&store, &format!("keys/{digest}"))?
            .ok_or_else(|| Problem::new(401, "invalid_api_key", "the key is not known here"))?;
        let record: Value = serde_json::from_str(&record).unwrap_or_default();
        let name = record.get("tenant").and_then(Value::as_str).filter(|name| is_name(name));
        let name = name.ok_or_else(|| unavailable("the key's entry names no tenant"))?;
        let usual = record.get("policy").and_then(Value::as_str).unwrap_or("default");
        let asked = request.get_header_str(POLICY_HEADER);
        let guard = guard(&store, name, asked, usual)?;
        let name = name.to_owned();
        Ok(Self { name, guard })
    }
}

fn guard(store: &KVStore, tenant: &str, asked: Option<&str>, usual: &str) -> Result<Guard, Problem> {
    let name = asked.unwrap_or(usual);
    let payload = match is_name(name) {
        true => lookup(store, &format!("policies/{tenant}/{name}"))?,
        false => None,
    };
    let payload = payload.ok_or_else(|| match asked {
        Some(_) => Problem::new(404, "unknown_policy", "there is no such policy"),
        None => unavailable(format!("the store has no policies/{tenant}/{name}")),
    })?;
    let (policy, _warnings) = Policy::from_json(&payload, &ValidateOptions::default())
        .map_err(|error| unavailable(format!("policies/{tenant}/{name}: {error}")))?;
    Ok(Guard::new(policy, &GuardOptions::default()))
}

/// Where completions come from: the address, and the key that they cost.
pub(crate) fn upstream() -> Result<(String, String), Problem> {
    let url = setting("upstream_url")?;
    let secrets = SecretStore::open(STORE).map_err(unavailable)?;
    let key = secrets.try_get("upstream_key").map_err(unavailable)?;
    let key = key.ok_or_else(|| unavailable("the secret upstream_key is not set"))?;
    let key = String::from_utf8(key.plaintext().into()).map_err(unavailable)?;
    Ok((format!("{}/chat/completions", url.trim_end_matches('/')), key))
}

fn setting(name: &str) -> Result<String, Problem> {
    let store = ConfigStore::try_open(STORE).map_err(unavailable)?;
    let value = store.try_get(name).map_err(unavailable)?;
    value.ok_or_else(|| unavailable(format!("the config store {STORE} has no {name}")))
}

fn open(name: &str) -> Result<KVStore, Problem> {
    let store = KVStore::open(name).map_err(unavailable)?;
    store.ok_or_else(|| unavailable(format!("there is no KV store {name}")))
}

fn lookup(store: &KVStore, key: &str) -> Result<Option<String>, Problem> {
    match store.lookup(key) {
        Ok(mut found) => String::from_utf8(found.take_body_bytes()).map(Some).map_err(unavailable),
        Err(KVStoreError::ItemNotFound) => Ok(None),
        Err(error) => Err(unavailable(error)),
    }
}

/// What may stand in a key of the store: nothing that leads out of a tenant's part of it.
fn is_name(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=64).contains(&name.len()) && name.bytes().all(known)
}

fn unavailable(cause: impl ToString) -> Problem {
    let message = "the gateway has no policy or no upstream to work with, so nothing is passed on";
    Problem::new(503, "unavailable", message).because(cause)
}
