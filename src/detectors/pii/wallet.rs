//! Addresses of cryptocurrencies: base58 with a double SHA-256, bech32, and Ethereum's hexadecimal form.

use crate::detectors::pii::why::why;
use sha2::{Digest, Sha256};

use super::context::tag;
use super::kinds::Kind;
use super::scan::{Opinion, Scan};

/// At a token of 26 characters or more.
pub(super) fn at(scan: &mut Scan<'_>, start: usize, end: usize) {
    let text = scan.bytes.slice(start, end);
    let found = match text {
        [b'0', b'x' | b'X', rest @ ..] if rest.len() == 40 => {
            ether(rest).then_some((0.7, why!("40 hexadecimal digits after 0x")))
        }
        _ if is_bech32(text) => Some((0.9, why!("a bech32 address with the right checksum"))),
        _ if matches!(text.len(), 26..=36) && is_base58(text) => {
            Some((0.9, why!("a base58 address with the right checksum")))
        }
        _ => None,
    };
    if let Some((base, why)) = found {
        let near = scan.context.near(start, end);
        let of = Opinion {
            base,
            named: near.any(tag::WALLET),
            denied: false,
        };
        scan.note(Kind::Wallet, (start, end), why, of);
    }
}

/// Forty hexadecimal digits that are not one digit over and over.
fn ether(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_hexdigit)
        && text.iter().skip(8).any(|byte| text.first() != Some(byte))
}

const BITCOIN: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// 25 bytes whose last four are the start of the double hash of the others. The first sign tells the currency.
fn is_base58(text: &[u8]) -> bool {
    let alphabet = match text.first() {
        Some(b'1' | b'3' | b'L' | b'M' | b'D' | b'T' | b'X' | b't' | b'A' | b'9') => BITCOIN,
        Some(b'r') => RIPPLE,
        _ => return false,
    };
    let mut bytes = [0u8; 25];
    for sign in text {
        let Some(value) = alphabet.iter().position(|each| each == sign) else {
            return false;
        };
        let mut carry = u32::try_from(value).unwrap_or(0);
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff).to_le_bytes()[0];
            carry >>= 8;
        }
        if carry != 0 {
            return false;
        }
    }
    let (body, check) = bytes.split_at(21);
    let hash = Sha256::digest(Sha256::digest(body));
    hash.starts_with(check)
}

/// The prefixes that are in use, then `1`, then a checksum of BIP 173 or BIP 350.
fn is_bech32(text: &[u8]) -> bool {
    const SIGNS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const PREFIXES: [&[u8]; 10] = [
        b"bc", b"tb", b"ltc", b"addr", b"stake", b"cosmos", b"osmo", b"lnbc", b"kaspa", b"erd",
    ];
    if text.len() > 128 {
        return false;
    }
    let Some(cut) = text.iter().rposition(|byte| *byte == b'1') else {
        return false;
    };
    let (prefix, data) = text.split_at(cut);
    if !PREFIXES
        .iter()
        .any(|each| each.eq_ignore_ascii_case(prefix))
        || data.len() < 8
    {
        return false;
    }
    let mut state = 1u32;
    let mut step = |value: u8| {
        let top = state >> 25;
        state = (state & 0x01ff_ffff) << 5 ^ u32::from(value);
        for (bit, term) in [
            0x3b6a_57b2,
            0x2650_8e6d,
            0x1ea1_19fa,
            0x3d42_33dd,
            0x2a14_62b3,
        ]
        .iter()
        .enumerate()
        {
            if top >> bit & 1 == 1 {
                state ^= term;
            }
        }
    };
    for byte in prefix {
        step(byte.to_ascii_lowercase() >> 5);
    }
    step(0);
    for byte in prefix {
        step(byte.to_ascii_lowercase() & 31);
    }
    for byte in data.iter().skip(1) {
        let Some(value) = SIGNS
            .iter()
            .position(|each| *each == byte.to_ascii_lowercase())
        else {
            return false;
        };
        step(u8::try_from(value).unwrap_or(0));
    }
    matches!(state, 1 | 0x2bc8_30a3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_decide() {
        assert!(is_base58(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
        assert!(!is_base58(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"));
        assert!(is_bech32(b"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"));
        assert!(!is_bech32(b"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5"));
        assert!(is_base58(b"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"));
    }
}
