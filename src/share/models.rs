//! Revenue under every model and window, as it is shared (METRICS section 5 shows them side by side), and as bytes.

use super::bytes::{MOST_LISTED, Malformed, Reader, Writer, rounded};
use super::metric_form::optional;
use super::numbers::DIGITS;
use super::suppress::is_small;
use super::words::{MODELS, code_of, name_of};
use crate::metrics::AttributionLine;
use crate::model::order::{put_in_order, put_in_order_by};
use crate::rules::Attribution;

/// The lines that are shared, the windows in order. A longer window holds the orders of a shorter one: what two of them tell
/// apart, and what the shortest holds, is no order at all or no small group. The rules' own window is the first to stay.
pub(super) fn shared_models(lines: &[AttributionLine], own: &Attribution, below: u64) -> Vec<AttributionLine> {
    let mut windows: Vec<(u32, u64)> = lines
        .iter()
        .filter_map(|line| Some((line.window_days, line.conversions.filter(|_| line.attributed.is_some())?)))
        .collect();
    put_in_order_by(&mut windows, |(days, _)| (*days != own.window_days, *days));
    windows.dedup();
    let mut shown: Vec<(u32, u64)> = Vec::new();
    for (days, orders) in windows {
        let is_apart = shown.iter().all(|(_, other)| !is_small(orders.abs_diff(*other), below));
        if is_apart && !is_small(orders, below) {
            shown.push((days, orders));
        }
    }
    put_in_order(&mut shown, Ord::cmp);
    let cut = |amount: Option<f64>| amount.map(|amount| rounded(amount, DIGITS));
    let of_window = |days: u32| lines.iter().filter(move |line| line.window_days == days);
    let shared = shown.into_iter().flat_map(|(days, _)| of_window(days)).map(|line| AttributionLine {
        attributed: cut(line.attributed),
        influenced: cut(line.influenced),
        sourced: cut(line.sourced),
        ..*line
    });
    shared.collect()
}

/// What of a line is the same under every model of its window.
fn of_window(line: &AttributionLine) -> (u32, Option<u64>, Option<f64>, Option<f64>) {
    (line.window_days, line.conversions, line.influenced, line.sourced)
}

/// The lines; what is as in the line before is not said again.
pub(super) fn write_models(writer: &mut Writer, lines: &[AttributionLine]) {
    writer.count(lines.len() as u64);
    let mut before = None;
    for line in lines {
        let is_same = before == Some(of_window(line));
        before = Some(of_window(line));
        writer.count(code_of(MODELS, &line.model).unwrap_or(u64::from(u8::MAX)));
        let known = [line.attributed.is_some(), line.conversions.is_some(), line.influenced.is_some(), line.sourced.is_some()];
        let [has_attributed, has_conversions, has_influenced, has_sourced] = known;
        writer.flags(&[is_same, has_attributed, has_conversions, has_influenced, has_sourced]);
        line.attributed.into_iter().for_each(|amount| writer.decimal(amount, DIGITS));
        if !is_same {
            writer.count(u64::from(line.window_days));
            line.conversions.into_iter().for_each(|orders| writer.count(orders));
            line.influenced.into_iter().chain(line.sourced).for_each(|amount| writer.decimal(amount, DIGITS));
        }
    }
}

/// What [`write_models`] wrote.
pub(super) fn read_models(reader: &mut Reader<'_>) -> Result<Vec<AttributionLine>, Malformed> {
    let mut lines: Vec<AttributionLine> = Vec::new();
    let mut before = None;
    for _ in 0..reader.length_up_to(MOST_LISTED)? {
        let model = name_of(MODELS, reader.count()?);
        let [is_same, has_attributed, has_conversions, has_influenced, has_sourced] = reader.flags()?;
        let attributed = optional(has_attributed, || reader.decimal())?;
        let window = if is_same {
            before.ok_or(Malformed)?
        } else {
            let days = u32::try_from(reader.count()?).ok().ok_or(Malformed)?;
            let orders = optional(has_conversions, || reader.count())?;
            (days, orders, optional(has_influenced, || reader.decimal())?, optional(has_sourced, || reader.decimal())?)
        };
        before = Some(window);
        let (window_days, conversions, influenced, sourced) = window;
        lines.extend(model.map(|model| AttributionLine { model, window_days, attributed, influenced, sourced, conversions }));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::AttributionModel;

    fn lines(windows: &[(u32, u64)]) -> Vec<AttributionLine> {
        let of = |(window_days, orders): &(u32, u64)| {
            let (window_days, orders, amount) = (*window_days, *orders, *orders as f64 * 100.0);
            AttributionModel::ALL.iter().map(move |model| AttributionLine {
                model: *model,
                window_days,
                attributed: Some(amount / 3.0),
                influenced: Some(amount),
                sourced: None,
                conversions: Some(orders),
            })
        };
        windows.iter().flat_map(of).collect()
    }

    fn windows_of(windows: &[(u32, u64)]) -> Vec<u32> {
        let mut days: Vec<u32> =
            shared_models(&lines(windows), &Attribution::default(), 5).iter().map(|line| line.window_days).collect();
        days.dedup();
        days
    }

    #[test]
    fn two_windows_never_tell_a_few_orders_apart() {
        assert_eq!(windows_of(&[(7, 10), (30, 20), (90, 40)]), [7, 30, 90]);
        // Of 20 orders within 30 days, the rules' own window, 18 are within 7: two orders would be told apart.
        assert_eq!(windows_of(&[(7, 18), (30, 20), (90, 20)]), [30, 90]);
        assert_eq!(windows_of(&[(7, 4), (30, 12), (90, 14)]), [30]);
        assert_eq!(windows_of(&[(7, 0), (30, 3), (90, 12)]), [7, 90]);
    }

    #[test]
    fn what_is_written_is_read() {
        let shared = shared_models(&lines(&[(7, 10), (30, 20), (90, 40)]), &Attribution::default(), 5);
        let mut writer = Writer::default();
        write_models(&mut writer, &shared);
        assert_eq!(read_models(&mut Reader(&writer.0)), Ok(shared));
        // A model, what is there and an amount each; what they say together stands once a window.
        assert!(writer.0.len() < 150, "{}", writer.0.len());
    }
}
