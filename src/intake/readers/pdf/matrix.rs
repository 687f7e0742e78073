//! Affine transformations of the plane.

use super::object::Object;

/// A transformation matrix in PDF notation: `[a b c d e f]`.
pub(super) type Matrix = [f64; 6];
/// The identity matrix.
pub(super) const STILL: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Returns the matrix that an array of six numbers is; the identity for anything else.
pub(super) fn matrix_of(object: &Object) -> Matrix {
    let numbers: Vec<f64> = object.array().iter().flat_map(|items| items.iter().take(7)).filter_map(Object::number).collect();
    Matrix::try_from(numbers).unwrap_or(STILL)
}

/// Returns the transformation that applies `a` first, then `b`.
pub(super) fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// Transforms a point.
pub(super) fn point(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
}
