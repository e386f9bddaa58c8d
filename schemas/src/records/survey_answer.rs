//! One answer to a survey.

use jiff::Timestamp;

use crate::record::{attributes, record};
use crate::rejection::Rejection;
use crate::rules::{self, Rules};

record! {
    /// One answer to a survey.
    SurveyAnswer {
        must {
            /// The survey answered: subject of a survey.v1 record.
            survey: String,
            /// The score, from `scale_min` to `scale_max`.
            score: f64,
            /// The lowest score that can be given.
            scale_min: f64,
            /// The highest score that can be given.
            scale_max: f64,
        }
        may {
            /// The service concerned: an id of the definitions, such as `securities.settlement`.
            service: String,
            /// The customer concerned: an id of the definitions.
            customer: String,
            /// The supplier that was judged: an id of the definitions.
            supplier: String,
            /// The question answered. Absent: the overall judgement.
            question: String,
            /// Would recommend us, from 0 to 10: the promoter question.
            recommend: u64,
            /// Themes of the comment in the organisation's own words.
            themes: Vec<String>,
            /// The comment.
            comment: String,
            /// The record that the answer is about: subject of an incident.v1 or service_request.v1
            /// record.
            record: String,
            /// When it was answered. Absent: the event's time.
            answered_at: Timestamp,
        }
    }
}

attributes!(SurveyAnswer { service, supplier });

impl Rules for SurveyAnswer {
    fn check(&self) -> Result<(), Rejection> {
        rules::scale(self.scale_min, self.scale_max, &[("score", self.score)])?;
        rules::recommend(self.recommend)
    }
}
