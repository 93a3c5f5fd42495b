-- How cells are written, before they are read: what each tells of the order of day and month, of its offset from UTC, and of the decimal sign.
CREATE MACRO slashed_parts(x) AS regexp_extract(x, '^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\D|$)', ['a', 'b', 'y']);
CREATE MACRO comma_told(x) AS regexp_full_match(x, '[^\d.,]*(\d{1,3}([.\s''’]\d{3})+|\d*),(\d{1,2}|\d{4,})[^\d.,]*|[^\d.,]*0,\d+[^\d.,]*|[^\d.,]*\d{1,3}(\.\d{3})+,\d+[^\d.,]*|[^\d.,]*\d{1,3}(\.\d{3}){2,}[^\d.,]*');
CREATE MACRO dot_told(x) AS regexp_full_match(x, '[^\d.,]*(\d{1,3}([,\s''’]\d{2,3})+|\d*)\.(\d{1,2}|\d{4,})[^\d.,]*|[^\d.,]*0\.\d+[^\d.,]*|[^\d.,]*\d{1,3}(,\d{2,3})*,\d{3}\.\d+[^\d.,]*|[^\d.,]*\d{1,3}(,\d{3}){2,}[^\d.,]*');
CREATE MACRO comma3_told(x) AS regexp_full_match(x, '[^\d.,]*[1-9]\d{0,2},\d{3}[^\d.,]*');
CREATE MACRO dot3_told(x) AS regexp_full_match(x, '[^\d.,]*[1-9]\d{0,2}\.\d{3}[^\d.,]*');
CREATE MACRO dot_plain(x) AS contains(x, '.') AND length(x) - instr(x, '.') NOT IN (0, 3);
-- The currency sign or code that stands beside an amount.
CREATE MACRO currency_sign(x) AS upper(regexp_replace(regexp_extract(x, '^\s*[(+-]?\s*((?:[A-Z]{1,3}\s?)?\p{Sc}|[A-Z]{3}|RM|Rs\.?|kr\.?|zł|Kč)\s*[-+]?[\d.,]', 1) || regexp_extract(x, '\d\s*((?:[A-Z]{1,3}\s?)?\p{Sc}|[A-Z]{3}|kr\.?|zł|Kč|Ft|lei|元|圆|円)\s*[-)]?$', 1), '[\s.]', '', 'g'));
