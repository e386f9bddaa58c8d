//! From marts to reports: compose, charts, HTML and JSON.
