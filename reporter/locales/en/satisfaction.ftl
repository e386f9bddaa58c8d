# Report type 10: customer satisfaction analysis.

satisfaction-title = Customer satisfaction analysis

waves-title = Waves of surveys
waves-lead = { $sent ->
    [0] The latest answers are from { $wave }: { $answers }, to no survey that was sent.
   *[other] The latest surveys were sent in { $wave } to { $sent } people, of whom { $replies } answered: { $rate }.
}
waves-none = No customer has been asked, and none has answered, in the three years up to this month.
waves-note = A wave has all answers to its surveys that came before the report's cut. Points go from 1 to 5; means are cut, not rounded. Satisfied = 4 points and more.
column-wave = Wave
column-asked = Asked
column-replied = Answered
column-response-rate = Response rate
column-judgements = Judgements
column-mean = Mean
column-satisfied = Satisfied
column-mark-1 = 1
column-mark-2 = 2
column-mark-3 = 3
column-mark-4 = 4
column-mark-5 = 5
column-before = Wave before
column-customer = Customer

marks-title = Distribution of the latest wave
marks-lead = How many gave which mark, because a mean hides those who are angry. Below 20 answers counts stand in place of percentages.
marks-chart = Answers by mark, wave of { $wave }
marks-alt = A bar per service from the worst mark on the left to the best on the right, with the number of answers. The table below has the numbers.
marks-answers = { $count ->
    [one] 1 answer
   *[other] { $count } answers
}
mark-1 = 1, very dissatisfied
mark-2 = 2
mark-3 = 3
mark-4 = 4
mark-5 = 5, very satisfied
by-service-caption = By service
by-customer-caption = By customer

divergence-title = Satisfaction beside service levels
divergence-lead = Services whose targets of { $month } were all met and whose customers are less satisfied than agreed stand first: their targets do not measure what matters to customers. Then those whose customers are satisfied although targets were missed.
divergence-none = No service has both answers in the latest wave and targets that were judged in its month.
column-kept-targets = Targets met
column-satisfaction = Satisfaction
column-reading = Reading
reading-watermelon = targets met, customers not satisfied
reading-reverse = targets missed, customers satisfied
reading-good = both as agreed
reading-bad = neither as agreed

themes-title = Themes
themes-lead = What comments of the latest wave are about, in the organisation's own words; an answer counts under each theme that it names. Low = 3 points or less.
column-theme = Theme
column-low-answers = Low
column-most-about = Most about
theme-of = { $service } ({ $count })

low-title = Scores that need a written review
low-lead = Overall scores of 3 points or less of the latest wave and of the latest evaluation of each supplier need a written review. { $without ->
    [0] All { $count } have one.
    [one] One of { $count } has none yet.
   *[other] { $without } of { $count } have none yet.
}
low-none = No overall score of the latest wave, and of no supplier's latest evaluation, is 3 points or less.
column-judged = Judged
column-judged-kind = Kind
column-score = Score
column-review = Written review
kind-all = all customers
kind-service = service
kind-customer = customer
kind-supplier = supplier
review-missing = missing

suppliers-title = Suppliers
suppliers-lead = The latest evaluation of each supplier beside the one before.
column-supplier = Supplier
column-evaluated = Evaluated
column-evaluation-before = Before
column-contract-targets = Contract targets met

column-figure = Figure
