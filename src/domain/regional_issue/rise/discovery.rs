//! Holding the share of false ones among many tests at once.

/// For each probability whether it is a discovery, when at most this share of the discoveries may be expected to be false
/// (Benjamini and Hochberg 1995): the greatest `k` of `m` with `p(k) <= k / m * share`, and all that are no greater.
pub fn false_discovery_rate(probabilities: &[f64], share: f64) -> Vec<bool> {
    let mut sorted: Vec<f64> = probabilities.iter().copied().filter(|p| !p.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    let step = share / count(sorted.len());
    let limit = sorted.iter().enumerate().rev().find(|(place, p)| **p <= count(place + 1) * step).map(|(_, p)| *p);
    probabilities.iter().map(|p| limit.is_some_and(|limit| *p <= limit)).collect()
}

#[allow(clippy::cast_precision_loss, reason = "far fewer series than 2 to the 52nd")]
fn count(of: usize) -> f64 {
    of as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_paper_comes_out() {
        // Benjamini and Hochberg 1995, section 4.1: fifteen comparisons, four discoveries at 0.05.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let found = false_discovery_rate(&p, 0.05);
        assert_eq!(found.iter().filter(|it| **it).count(), 4);
        assert!(found[..4].iter().all(|it| *it));
    }

    #[test]
    fn none_of_nothing_and_none_of_what_is_no_number() {
        assert!(false_discovery_rate(&[], 0.05).is_empty());
        assert_eq!(false_discovery_rate(&[f64::NAN, 0.001], 0.05), [false, true]);
        assert_eq!(false_discovery_rate(&[0.9, 0.8], 0.05), [false, false]);
    }
}
