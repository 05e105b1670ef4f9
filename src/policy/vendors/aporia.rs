//! Placeholder of the aporia reader.

use super::{Draft, ValidateOptions};
use crate::policy::fields::Sink;
use crate::policy::reader::Node;

pub(super) fn custom(_root: &Node, _options: &ValidateOptions, _sink: &mut Sink) -> Option<Draft> {
    None
}

pub(super) fn project(_root: &Node, _options: &ValidateOptions, _sink: &mut Sink) -> Option<Draft> {
    None
}
