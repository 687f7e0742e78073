//! Finds the best sequence of kinds for pieces that are scored one by one, and how sure each kind is.

use super::kind::{Kind, Scores};

/// A kind, and by how much the best sequence that has it beats the best one that has another kind there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Decided {
    pub(super) kind: Kind,
    pub(super) margin: f32,
}

/// How much a sentence leans to the kind of the one before it in its paragraph.
const SAME_BLOCK: f32 = 1.2;

/// Returns the best sequence of kinds (the Viterbi algorithm, with max-marginals). `follows[a][b]` is the score of kind `b` after
/// kind `a`.
pub(super) fn best_sequence(scores: &[Scores], follows: &[Scores; Kind::COUNT], same_block: &[bool]) -> Vec<Decided> {
    const K: usize = Kind::COUNT;
    let n = scores.len();
    let joint = |from: usize, to: usize, at: usize| {
        follows[from][to] + if from == to && same_block.get(at) == Some(&true) { SAME_BLOCK } else { 0.0 }
    };
    let step =
        |before: &Scores, to: usize, at: usize| (0..K).map(|from| before[from] + joint(from, to, at)).fold(f32::MIN, f32::max);
    let mut forward = vec![[0.0_f32; K]; n];
    let mut backward = vec![[0.0_f32; K]; n];
    for i in 0..n {
        for k in 0..K {
            let before = if i == 0 { 0.0 } else { step(&forward[i - 1], k, i) };
            forward[i][k] = before + scores[i][k];
        }
    }
    for i in (0..n.saturating_sub(1)).rev() {
        for from in 0..K {
            backward[i][from] =
                (0..K).map(|to| joint(from, to, i + 1) + scores[i + 1][to] + backward[i + 1][to]).fold(f32::MIN, f32::max);
        }
    }
    (0..n)
        .map(|i| {
            let total = |k: usize| forward[i][k] + backward[i][k];
            let best = (0..K).fold(0, |best, k| if total(k) > total(best) { k } else { best });
            let other = (0..K).filter(|k| *k != best).map(total).fold(f32::MIN, f32::max);
            Decided { kind: Kind::ALL[best].1, margin: total(best) - other }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_what_decides_where_the_pieces_do_not() {
        let mut follows = [[0.0; Kind::COUNT]; Kind::COUNT];
        follows[Kind::Reference as usize][Kind::Asks as usize] = 2.0;
        let mut scores = vec![[0.0; Kind::COUNT]; 2];
        scores[0][Kind::Reference as usize] = 3.0;
        scores[1][Kind::Says as usize] = 1.0;
        let found = best_sequence(&scores, &follows, &[]);
        assert_eq!((found[0].kind, found[1].kind), (Kind::Reference, Kind::Asks));
        assert!((found[1].margin - 1.0).abs() < 0.001);
        assert!(best_sequence(&[], &follows, &[]).is_empty());
    }
}
