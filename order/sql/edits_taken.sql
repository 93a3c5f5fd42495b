-- Of how many known orders all lines are taken from the file.
SELECT count(*) AS taken FROM stage_edit WHERE way = 1
