package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"huike/store"
	"huike/store/duckdb"
)

// path names the generated file, in the columns of UCI Online Retail.
func (s settings) path() string {
	return filepath.Join(s.dir, fmt.Sprintf("orders-%d.csv", s.customers))
}

// makeFile writes a file with three orders and ten lines a customer over two
// years. Who buys what and when comes from hashes of the row number: the same
// size gives the same file.
func makeFile(ctx context.Context, s settings) error {
	if _, err := os.Stat(s.path()); err == nil {
		return nil
	}
	d, err := duckdb.OpenScratch(ctx, store.Options{TempDir: s.dir})
	if err != nil {
		return err
	}
	defer d.Close()
	const lines = `COPY (
SELECT CAST(500000 + o AS varchar) AS "InvoiceNo",
       'P' || lpad(CAST(hash(o * 31 + l) %% 5000 AS varchar), 5, '0') AS "StockCode",
       'Article no ' || CAST(hash(o * 31 + l) %% 5000 AS varchar) || ', boxed' AS "Description",
       1 + hash(o * 17 + l) %% 4 AS "Quantity",
       strftime(TIMESTAMP '2023-01-01' + to_seconds(CAST(hash(o * 7) %% 63072000 AS bigint)), '%%Y-%%m-%%d %%H:%%M:%%S') AS "InvoiceDate",
       CAST(1 + hash(hash(o * 31 + l) %% 5000) %% 9900 AS decimal(12,2)) / 100 AS "UnitPrice",
       CAST(10000 + hash(o * 3) %% %d AS varchar) AS "CustomerID",
       'United Kingdom' AS "Country"
FROM range(%d) AS orders(o), range(4) AS lines(l)
WHERE l < 3 OR o %% 3 = 0
ORDER BY o, l) TO '%s' (HEADER, DELIMITER ',')`
	return d.Exec(ctx, fmt.Sprintf(lines, s.customers, 3*s.customers, s.path()))
}
