-- Says who a customer, and everybody who was that one, is now.
UPDATE customer SET merged_into = CAST(@target AS bigint) WHERE customer_id = CAST(@source AS bigint) OR merged_into = CAST(@source AS bigint)
