//! How likely a count or a greater one is, under a mean and a variance that is the mean or more.

use libm::lgamma;

/// Below this excess of the variance over the mean the negative binomial is the Poisson to all digits that matter.
const POISSON: f64 = 1e-9;

/// What the rest of the sum may still add, as a share of it, when it ends.
const NEGLIGIBLE: f64 = 1e-12;

/// The probability of a count of at least `count`: Poisson where `variance` is `mean`, negative binomial where it is more.
///
/// A variance below the mean is taken as the mean. A mean of nothing, or one that is no number, makes nothing surprising:
/// 1 for a count of 0, else 0 for a mean of 0 and 1 for one that is no number.
pub fn upper_tail(count: u32, mean: f64, variance: f64) -> f64 {
    if count == 0 || !mean.is_finite() || !variance.is_finite() {
        return 1.0;
    }
    if mean <= 0.0 {
        return 0.0;
    }
    let count = f64::from(count);
    if count <= mean {
        // The sum from below has fewer terms, and nothing of the precision is needed.
        return 1.0 - sum(0.0, count, mean, variance).min(1.0);
    }
    sum(count, f64::INFINITY, mean, variance).min(1.0)
}

/// The probabilities of `from`, `from + 1`, … below `to`, summed until they no longer count.
fn sum(from: f64, to: f64, mean: f64, variance: f64) -> f64 {
    let excess = (variance / mean - 1.0).max(0.0);
    let (first, next): (f64, Box<dyn Fn(f64) -> f64>) = if excess < POISSON {
        let first = from * mean.ln() - mean - lgamma(from + 1.0);
        (first, Box::new(move |k| mean / (k + 1.0)))
    } else {
        let size = mean / excess;
        let odds = excess / (1.0 + excess);
        let first =
            lgamma(from + size) - lgamma(size) - lgamma(from + 1.0) - size * (1.0 + excess).ln() + from * odds.ln();
        (first, Box::new(move |k| (k + size) / (k + 1.0) * odds))
    };
    let (mut term, mut total, mut k) = (first.exp(), 0.0, from);
    while k < to {
        total += term;
        let ratio = next(k);
        term *= ratio;
        k += 1.0;
        if ratio < 1.0 && term < total * NEGLIGIBLE {
            break;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(got: f64, want: f64) {
        assert!((got - want).abs() <= want.abs() * 1e-6, "{got} is not {want}");
    }

    #[test]
    fn tails_are_those_of_the_tables() {
        // Poisson: 1 - e^-3(1 + 3 + 9/2 + 27/6), and 1 - e^-1.
        near(upper_tail(4, 3.0, 3.0), 1.0 - (-3.0_f64).exp() * 13.0);
        near(upper_tail(1, 1.0, 1.0), 1.0 - (-1.0_f64).exp());
        // Negative binomial of mean 4 and variance 8 has size 4 and probability a half: P(X >= 1) = 1 - 2^-4.
        near(upper_tail(1, 4.0, 8.0), 1.0 - 0.0625);
        // Size 1 is geometric: mean 3, variance 12, P(X >= k) = (3/4)^k.
        near(upper_tail(10, 3.0, 12.0), 0.75_f64.powi(10));
    }

    #[test]
    fn nothing_is_surprising_where_nothing_is_known() {
        assert!(upper_tail(5, f64::NAN, 1.0) >= 1.0 && upper_tail(0, 2.0, 3.0) >= 1.0);
        assert!(upper_tail(1, 0.0, 0.0) <= 0.0);
    }

    proptest! {
        #[test]
        fn a_greater_count_is_never_likelier_nor_a_wider_spread_less(
            count in 0_u32..400, mean in 0.01_f64..300.0, excess in 0.0_f64..8.0,
        ) {
            let variance = mean * (1.0 + excess);
            let (this, more) = (upper_tail(count, mean, variance), upper_tail(count + 1, mean, variance));
            prop_assert!((0.0..=1.0).contains(&this));
            prop_assert!(more <= this + 1e-9, "{this} {more}");
            let both = this + if count == 0 { 0.0 } else { sum(0.0, f64::from(count), mean, variance) };
            prop_assert!((both - 1.0).abs() < 1e-6, "{both}");
        }
    }
}
