//! Placeholder of the lyzr reader.

use super::{Draft, ValidateOptions};
use crate::policy::fields::Sink;
use crate::policy::reader::Node;

pub(super) fn policy(_root: &Node, _options: &ValidateOptions, _sink: &mut Sink) -> Option<Draft> {
    None
}
