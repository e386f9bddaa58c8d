//! What an error of ClickHouse means for an insert: try again, refuse the data, or stop.

use clickhouse::error::Error;

/// What to do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It may pass: try again with the same token.
    TryAgain,
    /// The data of this insert are refused: find the row.
    RefusedData,
    /// Login, tables or rights are wrong: no retry and no other batch can help.
    Stop,
}

/// Judges an error. What is not known is tried again, loudly: good data must not become dead letters.
pub(crate) fn judge(error: &Error) -> Verdict {
    match error {
        Error::BadResponse(text) => match code(text) {
            Some(code) if REFUSED_DATA.contains(&code) => Verdict::RefusedData,
            Some(code) if STOP.contains(&code) => Verdict::Stop,
            _ => Verdict::TryAgain,
        },
        Error::Unsupported(_) | Error::InvalidParams(_) | Error::SchemaMismatch(_) => Verdict::Stop,
        _ => Verdict::TryAgain,
    }
}

/// ClickHouse's error codes that concern the rows of one insert (src/Common/ErrorCodes.cpp).
const REFUSED_DATA: &[u32] = &[
    6,   // CANNOT_PARSE_TEXT
    27,  // CANNOT_PARSE_INPUT_ASSERTION_FAILED
    33,  // CANNOT_READ_ALL_DATA
    38,  // CANNOT_PARSE_DATE
    41,  // CANNOT_PARSE_DATETIME
    69,  // ARGUMENT_OUT_OF_BOUND
    70,  // CANNOT_CONVERT_TYPE
    72,  // CANNOT_PARSE_NUMBER
    117, // INCORRECT_DATA
    131, // TOO_LARGE_STRING_SIZE
    321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
    349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
    407, // DECIMAL_OVERFLOW
    469, // VIOLATED_CONSTRAINT
];

/// ClickHouse's error codes that concern every insert: schema, login, rights.
const STOP: &[u32] = &[
    8,   // THERE_IS_NO_COLUMN
    10,  // NOT_FOUND_COLUMN_IN_BLOCK
    16,  // NO_SUCH_COLUMN_IN_TABLE
    20,  // NUMBER_OF_COLUMNS_DOESNT_MATCH
    44,  // ILLEGAL_COLUMN
    47,  // UNKNOWN_IDENTIFIER
    48,  // NOT_IMPLEMENTED
    50,  // UNKNOWN_TYPE
    53,  // TYPE_MISMATCH
    60,  // UNKNOWN_TABLE
    62,  // SYNTAX_ERROR
    73,  // UNKNOWN_FORMAT
    81,  // UNKNOWN_DATABASE
    115, // UNKNOWN_SETTING
    164, // READONLY
    192, // UNKNOWN_USER
    193, // WRONG_PASSWORD
    194, // REQUIRED_PASSWORD
    195, // IP_ADDRESS_NOT_ALLOWED
    452, // SETTING_CONSTRAINT_VIOLATION
    497, // ACCESS_DENIED
    516, // AUTHENTICATION_FAILED
];

fn code(text: &str) -> Option<u32> {
    let digits = text.split_once("Code: ")?.1;
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_from_the_words() {
        let judged = |text: &str| judge(&Error::BadResponse(text.into()));
        assert_eq!(
            judged("Code: 469. DB::Exception: Constraint `c` …"),
            Verdict::RefusedData
        );
        assert_eq!(
            judged("Code: 516. DB::Exception: default: Authentication failed"),
            Verdict::Stop
        );
        assert_eq!(
            judged("Code: 252. DB::Exception: Too many parts"),
            Verdict::TryAgain
        );
        assert_eq!(judged("Bad Gateway"), Verdict::TryAgain);
        assert_eq!(judge(&Error::TimedOut), Verdict::TryAgain);
    }

    #[test]
    fn no_code_means_two_things() {
        assert!(REFUSED_DATA.iter().all(|code| !STOP.contains(code)));
        assert!(REFUSED_DATA.is_sorted() && STOP.is_sorted());
    }
}
