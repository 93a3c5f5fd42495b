-- The refunds, each once: known by its number, else by order, amount and instant.
CREATE VIEW stage_back AS
SELECT r AS back_ix, order_no, source_no, amount_minor, kind, reason, refunded_at, CAST(timezone(zone(), refunded_at) AS DATE) AS local_day
FROM (
  SELECT r, t_order_no AS order_no, coalesce(t_refund_no, t_order_no || '-' || CAST(epoch_ms(t_refunded_at) AS VARCHAR) || '-' || t_amount) AS source_no,
         t_amount AS amount_minor, t_kind AS kind, t_reason AS reason, t_refunded_at AS refunded_at,
         row_number() OVER (PARTITION BY coalesce(t_refund_no, t_order_no || '-' || CAST(epoch_ms(t_refunded_at) AS VARCHAR) || '-' || t_amount) ORDER BY r DESC) AS nth
  FROM typed WHERE typed.reason IS NULL
) AS b WHERE nth = 1;
