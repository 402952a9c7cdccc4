//! Which closing bracket belongs to which opening one, found in one pass, so that looking ahead costs nothing.

use super::token::{Kind, Token};

/// For each token the index of its partner, for what is no bracket or has none, its own.
pub(crate) fn partners(tokens: &[Token]) -> Vec<u32> {
    let mut partners: Vec<u32> = (0..tokens.len() as u32).collect();
    let mut open: Vec<(usize, u32)> = Vec::new();
    // How many of each shape are open: nothing is searched for in vain.
    let mut waiting = [0u32; SHAPES];
    for (index, token) in tokens.iter().enumerate() {
        // In `Op!<<` the brackets are selectors.
        if index > 0
            && tokens[index - 1].kind == Kind::Bang
            && matches!(token.kind, Kind::LAngle | Kind::RAngle)
        {
            continue;
        }
        if let Some(shape) = opens(token.kind) {
            open.push((shape, index as u32));
            waiting[shape] += 1;
        } else if let Some(shape) = closes(token.kind)
            && waiting[shape] > 0
        {
            while let Some((top, start)) = open.pop() {
                waiting[top] -= 1;
                if top == shape {
                    partners[start as usize] = index as u32;
                    partners[index] = start;
                    break;
                }
            }
        }
    }
    partners
}

const SHAPES: usize = 4;

/// The shape of an opening bracket.
pub(crate) fn opens(kind: Kind) -> Option<usize> {
    match kind {
        Kind::LParen => Some(0),
        Kind::LBracket => Some(1),
        Kind::LBrace => Some(2),
        Kind::LAngle => Some(3),
        _ => None,
    }
}

/// The shape of a closing bracket.
pub(crate) fn closes(kind: Kind) -> Option<usize> {
    match kind {
        Kind::RParen => Some(0),
        Kind::RBracket | Kind::RBracketSub => Some(1),
        Kind::RBrace => Some(2),
        Kind::RAngle | Kind::RAngleSub => Some(3),
        _ => None,
    }
}
