//! Where a whole goes: branches and the ends they lead to, all to one scale, so that widths add up.

use super::mark::{Anchor, Drawing, Ink};
use super::sheet::{Sheet, fitted, width_of};

/// A branch of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowBranch {
    /// Its name.
    pub name: String,
    /// Its number in words.
    pub value: String,
    /// Its size.
    pub amount: f64,
    /// Its ink.
    pub ink: Ink,
    /// What pointing at it says.
    pub says: String,
    /// The ends it leads to: they add up to it.
    pub ends: Vec<FlowLeaf>,
}

/// An end.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowLeaf {
    /// Its name.
    pub name: String,
    /// Its number in words.
    pub value: String,
    /// Its size.
    pub amount: f64,
    /// Its ink.
    pub ink: Ink,
    /// What pointing at it says.
    pub says: String,
}

/// Below this width the flow is to be drawn as bars.
pub const FLOW_LEAST_WIDTH: u32 = 560;
/// Height of the whole, in pixels.
const WHOLE: f64 = 230.0;
/// Least distance of two ends' words.
const LINE: f64 = 18.0;
/// Room between ends, and more between branches.
const GAP: f64 = 7.0;
const BRANCH_GAP: f64 = 12.0;
const BAR: f64 = 8.0;

/// A band between two bars, as a field with bent edges.
fn ribbon(sheet: &mut Sheet, ink: Ink, (x0, y0): (f64, f64), (x1, y1): (f64, f64), thick: f64) {
    const STEPS: u32 = 14;
    let bent = |at: u32| {
        let part = f64::from(at) / f64::from(STEPS);
        // Level at both ends.
        let rise = part * part * (3.0 - 2.0 * part);
        (x0 + (x1 - x0) * part, y0 + (y1 - y0) * rise)
    };
    let upper = (0..=STEPS).map(bent);
    let lower = (0..=STEPS).rev().map(bent).map(|(x, y)| (x, y + thick));
    sheet.field(ink, upper.chain(lower));
}

/// Draws the flow at a width of at least [`FLOW_LEAST_WIDTH`].
pub fn draw_flow(width: u32, whole: &str, whole_value: &str, branches: &[FlowBranch]) -> Drawing {
    let width = f64::from(width.max(FLOW_LEAST_WIDTH));
    let total: f64 = branches.iter().map(|branch| branch.amount).sum();
    let scale = if total > 0.0 { WHOLE / total } else { 0.0 };
    let leaves = || branches.iter().flat_map(|branch| &branch.ends);
    let names = leaves().map(|leaf| width_of(&leaf.name)).fold(0.0, f64::max).min(width * 0.3);
    let values = leaves().map(|leaf| width_of(&leaf.value)).fold(0.0, f64::max);
    let third = (width - names - values - 34.0).max(width * 0.45);
    let second = third * 0.46;

    // Ends from top to bottom, then each branch in the middle of its own.
    let mut y = 8.0;
    let mut places: Vec<(f64, Vec<f64>)> = Vec::new();
    for branch in branches {
        let first = y;
        let mut ends = Vec::new();
        for leaf in &branch.ends {
            let thick = leaf.amount * scale;
            let slot = thick.max(LINE);
            ends.push(y + (slot - thick) / 2.0);
            y += slot + GAP;
        }
        let middle = f64::midpoint(first, y - GAP);
        places.push((middle - branch.amount * scale / 2.0, ends));
        y += BRANCH_GAP;
    }
    let height = y - GAP - BRANCH_GAP + 8.0;
    let mut sheet = Sheet::new(width, height.max(WHOLE + 16.0));
    let root = (height.max(WHOLE + 16.0) - WHOLE) / 2.0;
    let mut leaves_whole = root;
    for (branch, (top, ends)) in branches.iter().zip(&places) {
        let thick = branch.amount * scale;
        ribbon(&mut sheet, branch.ink, (BAR, leaves_whole), (second, *top), thick);
        leaves_whole += thick;
        let mut leaves_branch = *top;
        for (leaf, place) in branch.ends.iter().zip(ends) {
            let thin = leaf.amount * scale;
            ribbon(&mut sheet, leaf.ink, (second + BAR, leaves_branch), (third, *place), thin);
            leaves_branch += thin;
        }
    }
    sheet.rect(Ink::Outside, (0.0, root), (BAR, WHOLE));
    for (branch, (top, ends)) in branches.iter().zip(&places) {
        let thick = branch.amount * scale;
        sheet.rect(branch.ink, (second, *top), (BAR, thick.max(1.0)));
        for (leaf, place) in branch.ends.iter().zip(ends) {
            let thin = leaf.amount * scale;
            sheet.rect(leaf.ink, (third, *place), (BAR, thin.max(1.0)));
            let line = place + thin / 2.0 + 4.0;
            sheet.words(Ink::Words, Anchor::Start, (third + BAR + 8.0, line), fitted(&leaf.name, names + 1.0));
            sheet.words(Ink::Strong, Anchor::End, (width, line), leaf.value.clone());
        }
    }
    let middle = root + WHOLE / 2.0;
    sheet.words(Ink::Strong, Anchor::Start, (BAR + 8.0, middle - 2.0), whole);
    sheet.words(Ink::Words, Anchor::Start, (BAR + 8.0, middle + 12.0), whole_value);
    for (branch, (top, _)) in branches.iter().zip(&places) {
        let middle = top + branch.amount * scale / 2.0;
        sheet.words(Ink::Strong, Anchor::Start, (second + BAR + 8.0, middle - 2.0), branch.name.clone());
        sheet.words(Ink::Words, Anchor::Start, (second + BAR + 8.0, middle + 12.0), branch.value.clone());
    }
    for (branch, (top, ends)) in branches.iter().zip(&places) {
        let middle = top + branch.amount * scale / 2.0;
        let thick = (branch.amount * scale).max(LINE);
        sheet.hit((second - 4.0, (middle - thick / 2.0).max(0.0)), (third - second - 4.0, thick), &branch.says);
        for (leaf, place) in branch.ends.iter().zip(ends) {
            let thin = leaf.amount * scale;
            let slot = thin.max(LINE);
            sheet.hit((third, (place + thin / 2.0 - slot / 2.0).max(0.0)), (width - third, slot), &leaf.says);
        }
    }
    sheet.done()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::Mark;

    #[test]
    fn widths_add_up_from_the_whole_to_its_ends() {
        let leaf = |amount: f64, ink| FlowLeaf { name: "end".to_owned(), value: String::new(), amount, ink, says: String::new() };
        let branch = |amount: f64, ink, ends| FlowBranch {
            name: "branch".to_owned(),
            value: String::new(),
            amount,
            ink,
            says: String::new(),
            ends,
        };
        // METRICS section 7: 540 resolved, 450 handed off, 210 left, of 1,200.
        let branches = [
            branch(540.0, Ink::Confirmed, vec![leaf(470.0, Ink::Assumed), leaf(70.0, Ink::Returned)]),
            branch(450.0, Ink::Handoff, vec![leaf(450.0, Ink::Handoff)]),
            branch(210.0, Ink::Abandoned, vec![leaf(210.0, Ink::Abandoned)]),
        ];
        let drawing = draw_flow(760, "Eligible", "1,200", &branches);
        let bars = |wanted: &[Ink]| -> Vec<i32> {
            let of = |mark: &Mark| match mark {
                Mark::Rect { ink, size, .. } if wanted.contains(ink) => Some(size.1),
                _ => None,
            };
            drawing.marks.iter().filter_map(of).collect()
        };
        let whole = bars(&[Ink::Outside])[0];
        assert_eq!(bars(&[Ink::Confirmed])[0], whole * 540 / 1200);
        assert_eq!(bars(&[Ink::Assumed, Ink::Returned]).iter().sum::<i32>(), whole * 540 / 1200);
        assert!(drawing.is_inside());
    }
}
