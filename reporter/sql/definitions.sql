-- What: the texts of the definitions that a month was computed with.
-- Grain: one row per file.
select path, text from definitions where definitions.definitions = {definitions:String} order by path
