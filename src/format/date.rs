//! Local dates: the scorecard's `2026-03-01` as people read it.

use super::Language;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Year, month, day of a date written as `2026-03-01`; none for other text.
fn parts(text: &str) -> Option<(u32, u32, u32)> {
    let mut pieces = text.splitn(3, '-').map(|piece| piece.parse::<u32>().ok());
    let (year, month, day) = (pieces.next()??, pieces.next()??, pieces.next()??);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

fn month_name(month: u32) -> &'static str {
    MONTHS.get(month.saturating_sub(1) as usize).copied().unwrap_or_default()
}

/// A date: `1 Mar 2026`, in Japanese `2026年3月1日`; other text stays as it is.
pub fn date(text: &str, language: Language) -> String {
    let Some((year, month, day)) = parts(text) else { return text.to_owned() };
    match language {
        Language::En => format!("{day} {} {year}", month_name(month)),
        Language::Ja => format!("{year}年{month}月{day}日"),
    }
}

/// A date without its year: `1 Mar`, in Japanese `3/1`.
pub fn day_month(text: &str, language: Language) -> String {
    let Some((_, month, day)) = parts(text) else { return text.to_owned() };
    match language {
        Language::En => format!("{day} {}", month_name(month)),
        Language::Ja => format!("{month}/{day}"),
    }
}

/// First and last date: `1–31 Mar 2026`, `1 Jan – 30 Jun 2026`, in Japanese `2026年1月1日〜6月30日`.
pub fn date_range(from: &str, to: &str, language: Language) -> String {
    let (Some(first), Some(last)) = (parts(from), parts(to)) else { return format!("{from} – {to}") };
    if first == last {
        return date(from, language);
    }
    match language {
        Language::En if (first.0, first.1) == (last.0, last.1) => format!("{}–{}", first.2, date(to, language)),
        Language::En if first.0 == last.0 => format!("{} – {}", day_month(from, language), date(to, language)),
        Language::En => format!("{} – {}", date(from, language), date(to, language)),
        Language::Ja if (first.0, first.1) == (last.0, last.1) => format!("{}〜{}日", date(from, language), last.2),
        Language::Ja if first.0 == last.0 => format!("{}〜{}月{}日", date(from, language), last.1, last.2),
        Language::Ja => format!("{}〜{}", date(from, language), date(to, language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_both_languages() {
        assert_eq!(date("2026-03-01", Language::En), "1 Mar 2026");
        assert_eq!(date("2026-03-01", Language::Ja), "2026年3月1日");
        assert_eq!(day_month("2026-03-30", Language::En), "30 Mar");
        assert_eq!(date("soon", Language::En), "soon");
    }

    #[test]
    fn a_range_says_month_and_year_once() {
        assert_eq!(date_range("2026-03-01", "2026-03-31", Language::En), "1–31 Mar 2026");
        assert_eq!(date_range("2026-01-01", "2026-06-30", Language::En), "1 Jan – 30 Jun 2026");
        assert_eq!(date_range("2025-12-01", "2026-01-31", Language::En), "1 Dec 2025 – 31 Jan 2026");
        assert_eq!(date_range("2026-03-01", "2026-03-31", Language::Ja), "2026年3月1日〜31日");
        assert_eq!(date_range("2026-01-01", "2026-06-30", Language::Ja), "2026年1月1日〜6月30日");
    }
}
