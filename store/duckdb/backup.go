package duckdb

import (
	"context"
	"os"
	"strings"

	"huike"
)

// Backup copies the whole database into a new file, beside running readers and
// in its turn among the writers, and then moves the copy to its name: a file of
// that name is either absent or a whole backup.
func (db *DB) Backup(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return huike.Errorf(huike.Conflict, "store.backup_exists", "%s is there already; name a new file", path)
	}
	if err := db.enter(ctx); err != nil {
		return err
	}
	defer db.leave()
	part := path + ".part"
	_ = os.Remove(part) // what an interrupted backup left
	if err := db.copyTo(ctx, part); err != nil {
		_ = os.Remove(part)
		return huike.Because(err, huike.Unavailable, "store.backup", "the backup %s could not be written; check the folder, your rights and the space on the disk", path)
	}
	return os.Rename(part, path)
}

func (db *DB) copyTo(ctx context.Context, path string) (err error) {
	var current string
	if err := db.writer.QueryRowContext(ctx, "SELECT current_database()").Scan(&current); err != nil {
		return err
	}
	if _, err := db.writer.ExecContext(ctx, "ATTACH '"+strings.ReplaceAll(path, "'", "''")+"' AS backup_copy"); err != nil {
		return err
	}
	defer func() {
		if _, e := db.writer.ExecContext(context.WithoutCancel(ctx), "DETACH backup_copy"); err == nil {
			err = e
		}
	}()
	_, err = db.writer.ExecContext(ctx, `COPY FROM DATABASE "`+strings.ReplaceAll(current, `"`, `""`)+`" TO backup_copy`)
	return err
}
