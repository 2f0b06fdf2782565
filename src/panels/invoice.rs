//! The invoice check for people.

use super::View;
use crate::format::{MISSING, count, day_month, money, percent};
use crate::insight::invoice::{Dispute, Invoice};

/// A reason to dispute, with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeRow {
    /// Which.
    pub reason: Dispute,
    /// In words.
    pub name: &'static str,
    /// Resolutions.
    pub count: String,
    /// What they cost; a dash without a price.
    pub amount: String,
    /// How many of them are listed; empty for none.
    pub first: String,
    /// The first of them: date, chat, file and line.
    pub listed: Vec<[String; 3]>,
}

/// What a recount says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoicePanel {
    /// The result in a sentence.
    pub claim: String,
    /// By reason, in the order in which they are asked.
    pub rows: Vec<DisputeRow>,
    /// Those that may still come back; empty for none.
    pub young: String,
}

/// A recount at a price.
pub fn invoice_panel(view: &View<'_>, invoice: &Invoice, price: Option<f64>) -> InvoicePanel {
    let words = &view.text.invoice;
    let disputed = invoice.by_reason.values().sum::<u64>() as f64;
    let amount = |rows: f64| price.map_or_else(|| MISSING.to_owned(), |price| money(price * rows, view.currency()));
    let share = percent(disputed / invoice.billed.max(1) as f64, view.language());
    let claim = match invoice.billed {
        0 => words.none.to_owned(),
        billed if price.is_some() => {
            words.claim_money.with([&count(disputed), &count(billed as f64), &share, &amount(disputed), &amount(billed as f64)])
        }
        billed => words.claim.with([&count(disputed), &count(billed as f64), &share]),
    };
    let rows = Dispute::ALL.iter().map(|reason| {
        let rows = invoice.by_reason.get(reason).copied().unwrap_or(0) as f64;
        let listed = invoice.disputed.iter().filter(|row| row.reason == *reason).map(|row| {
            let file = view.card.files.get(row.origin.file as usize).map_or("", |file| file.name.as_str());
            let place = words.line.with([file, &row.origin.line.to_string()]);
            [day_month(&row.date, view.language()), row.id.clone(), place]
        });
        let listed: Vec<[String; 3]> = listed.collect();
        DisputeRow {
            reason: *reason,
            name: view.text.disputes.of(*reason),
            count: count(rows),
            amount: amount(rows),
            first: if listed.is_empty() { String::new() } else { words.first.with([&count(listed.len() as f64)]) },
            listed,
        }
    });
    let young = invoice.may_come_back;
    InvoicePanel {
        claim,
        rows: rows.collect(),
        young: if young > 0 { words.young.with([&count(young as f64)]) } else { String::new() },
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::insight::invoice::Disputed;
    use crate::model::{Origin, SortedMap};
    use crate::panels::fixture::{english, march};

    #[test]
    fn a_recount_says_how_many_and_how_much() {
        let card = march();
        let chat = Disputed {
            id: "c7".to_owned(),
            date: "2026-03-05".to_owned(),
            reason: Dispute::CameBack,
            origin: Origin { file: 0, line: 12 },
        };
        let by_reason = SortedMap::from([(Dispute::CameBack, 10)]);
        let invoice = Invoice { billed: 40, disputed: vec![chat], by_reason, may_come_back: 3 };
        let panel = invoice_panel(&english(&card), &invoice, Some(0.99));
        assert!(
            panel.claim.starts_with("By your rule, 10 of 40 billed resolutions (25.0\u{202f}%) do not count: "),
            "{}",
            panel.claim
        );
        assert_eq!((panel.rows[1].reason, panel.rows[1].count.as_str()), (Dispute::CameBack, "10"));
        assert!(!panel.young.is_empty() && panel.rows[1].amount != MISSING);
        assert_eq!(invoice_panel(&english(&card), &invoice, None).rows[1].amount, MISSING);
        let file = &card.files[0].name;
        let place = format!("{file}, line 12");
        // Each reason lists its own.
        assert_eq!(panel.rows[1].listed, [["5 Mar", "c7", place.as_str()].map(str::to_owned)]);
        assert_eq!((panel.rows[1].first.as_str(), panel.rows[0].first.as_str()), ("The first 1, each with file and line", ""));
    }
}
