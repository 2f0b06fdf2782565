//! What sums say of counts that are not known: by row reduction, and by what each can be at least and at most.

use std::collections::{BTreeMap, BTreeSet};

use super::counts::{Name, name};
use super::equations::Equation;

/// What the equations say of the unknown: each that has one value, by row reduction.
pub(super) fn solved(equations: &[Equation], known: &BTreeMap<Name, u64>) -> BTreeMap<Name, f64> {
    let unknown: BTreeSet<&Name> = equations.iter().flat_map(BTreeMap::keys).filter(|name| !known.contains_key(*name)).collect();
    let at: BTreeMap<&Name, usize> = unknown.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let width = unknown.len() + 1;
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for equation in equations {
        let mut row = vec![0.0; width];
        for (name, times) in equation {
            match (at.get(name), known.get(name)) {
                (Some(at), _) => row[*at] += *times as f64,
                (None, Some(value)) => row[width - 1] -= *times as f64 * *value as f64,
                (None, None) => unreachable!("a name is known or not"),
            }
        }
        rows.push(row);
    }
    let mut pivots = Vec::new();
    for column in 0..width - 1 {
        let from = pivots.len();
        let Some(best) = (from..rows.len()).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs())) else {
            break;
        };
        if rows[best][column].abs() < 1e-9 {
            continue;
        }
        rows.swap(from, best);
        let pivot = rows[from][column];
        rows[from].iter_mut().for_each(|value| *value /= pivot);
        let own = rows[from].clone();
        for (row, values) in rows.iter_mut().enumerate().filter(|(row, values)| *row != from && values[column].abs() > 1e-9) {
            let times = values[column];
            debug_assert_ne!(row, from);
            values.iter_mut().zip(&own).for_each(|(value, own)| *value -= times * own);
        }
        pivots.push(column);
    }
    let names: Vec<&Name> = unknown.into_iter().collect();
    let alone = |row: usize, pivot: usize| (0..width - 1).all(|column| column == pivot || rows[row][column].abs() < 1e-9);
    let found = pivots.iter().enumerate().filter(|(row, pivot)| alone(*row, **pivot));
    found.map(|(row, pivot)| (names[*pivot].clone(), rows[row][width - 1])).collect()
}

/// The least and the most that each unknown can be, where counts are never below 0 and those that count never above all.
pub(super) fn bounded(equations: &[Equation], known: &BTreeMap<Name, u64>) -> BTreeMap<Name, (f64, f64)> {
    let names: BTreeSet<&Name> = equations.iter().flat_map(BTreeMap::keys).collect();
    let start = |name: &&Name| known.get(*name).map_or((0.0, f64::INFINITY), |value| (*value as f64, *value as f64));
    let mut bounds: BTreeMap<Name, (f64, f64)> = names.iter().map(|name| ((*name).clone(), start(name))).collect();
    let mut moves = true;
    for _ in 0..60 {
        if !moves {
            break;
        }
        moves = false;
        for equation in equations {
            for (name, times) in equation {
                let others = equation.iter().filter(|(other, _)| *other != name);
                let (mut low, mut high) = (0.0, 0.0);
                for (other, times) in others {
                    let (least, most) = bounds[other];
                    let (a, b) = (least * *times as f64, most * *times as f64);
                    low += a.min(b);
                    high += a.max(b);
                }
                // times x = -(others)
                let (a, b) = (-low / *times as f64, -high / *times as f64);
                let own = bounds.get_mut(name).unwrap();
                let next = (own.0.max(a.min(b)), own.1.min(a.max(b)));
                moves |= next != *own;
                *own = next;
            }
        }
        // What is counted over handled chats is never over more of them.
        let places: Vec<Name> = bounds.keys().filter(|(_, of, _)| of == "handled").cloned().collect();
        for handled in places {
            let most = bounds.get(&handled).map_or(f64::INFINITY, |bounds| bounds.1);
            for of in ["resolution_rate", "fallback_rate", "handoff_rate", "csat", "knowledge_gap_rate"] {
                if let Some(own) = bounds.get_mut(&name(&handled.0, of, "n")).filter(|own| most < own.1) {
                    own.1 = most;
                    moves = true;
                }
            }
        }
        let counts: Vec<Name> = bounds.keys().filter(|(.., count)| *count == "k").cloned().collect();
        for (place, of, _) in counts {
            let most = bounds.get(&name(&place, &of, "n")).map(|bounds| bounds.1);
            let own = bounds.get_mut(&name(&place, &of, "k")).unwrap();
            if let Some(most) = most.filter(|most| *most < own.1) {
                own.1 = most;
                moves = true;
            }
        }
    }
    bounds
}
